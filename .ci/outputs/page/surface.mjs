// Links, colours, paper, a narrow window.
import assert from 'node:assert/strict';
import { join } from 'node:path';

export async function surface(reader) {
  const { address, check, data, open, page, picture, pictures } = reader;

  await check('a link opens its view; an unknown one leads to the overview', async () => {
    const row = data.projects[0];
    await page.goto('about:blank');
    await page.goto(`${address}#/project/${row.form_id}`);
    await page.locator('#money').waitFor();
    await page.goto('about:blank');
    await page.goto(`${address}#/project/nobody`);
    await page.locator('.caution[role="status"]').waitFor();
    assert.equal(await page.evaluate(() => location.hash), '#/');
  });

  await check('dark and light', async () => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.locator('#theme').click();
    assert.notEqual(await background(), light);
    await picture('overview-dark');
    await page.locator('#theme').click();
    assert.equal(await background(), light);
  });

  await check('on paper every row stands in the light', async () => {
    await open('#/findings');
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    const rows = await page.locator('table.data tbody tr').count();
    assert.equal(rows, Math.min(2000, data.findings.length || 1));
    assert.equal(await page.locator('.filters').isVisible(), false);
    if (pictures) await page.pdf({ path: join(pictures, 'findings.pdf'), preferCSSPageSize: true });
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    assert.ok((await page.locator('table.data tbody tr').count()) <= 100 || data.findings.length <= 100);
  });

  await check('a narrow window scrolls in its tables, not as a whole', async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    for (const hash of ['#/', '#/projects', `#/project/${data.projects[0].form_id}`]) {
      await open(hash);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `${hash}: ${wide} px too wide`);
    }
    await open('#/');
    await picture('narrow');
  });
}
