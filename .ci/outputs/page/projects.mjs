// The table of projects and the view of one.
import assert from 'node:assert/strict';
import { amount, counted, sum } from './data.mjs';

export async function projects(reader) {
  const { check, column, count, data, open, page, picture, text } = reader;

  await check('the project table holds projects.csv, and its sums are exact', async () => {
    await open('#/projects');
    assert.equal(await count(), data.projects.length);
    for (const key of ['initial_budget', 'full_year_budget', 'executed']) assert.equal(await text(`[data-sum="${key}"]`), sum(data.projects, key), key);
    await picture('projects', false);
  });

  await check('a filter of projects keeps those of projects.csv', async () => {
    const office = data.projects.at(-1).street_office;
    const own = data.projects.filter((row) => row.street_office === office);
    await page.locator('select[data-key="office"]').selectOption(office || '(空)');
    assert.equal(await count(), own.length);
    assert.equal(await text('[data-sum="executed"]'), sum(own, 'executed'));
    await page.reload();
    await page.locator('.filters').waitFor();
    assert.equal(await count(), own.length, 'kept in the address');
    await page.locator('.reset').click();
    assert.equal(await count(), data.projects.length);
    const words = data.projects[0].project_name.slice(0, 4);
    await page.locator('.filters input').fill(words);
    await page.waitForFunction((all) => Number(document.querySelector('.pager-words').dataset.count) < all, data.projects.length);
    assert.ok((await column(1)).every((name) => name.length > 0) && (await count()) > 0);
    await page.locator('.reset').click();
  });

  await check('sorting puts the largest first, then the smallest, the unknown last', async () => {
    const known = data.projects.map((row) => row.executed).filter((one) => one !== '').map(Number).sort((one, other) => other - one);
    const shown = async () => (await column(6)).map((cell) => (cell === '—' ? null : Number(cell.replaceAll(',', ''))));
    const head = page.locator('button[data-key="executed"]');
    await head.click();
    assert.equal(await page.locator('th[aria-sort="descending"]').count(), 1);
    let cells = await shown();
    assert.deepEqual(cells.slice(0, 50).filter((one) => one !== null), known.slice(0, Math.min(50, known.length)));
    await head.click();
    cells = await shown();
    assert.equal(cells[0], known.at(-1));
    if (known.length < data.projects.length && data.projects.length <= 100) assert.equal(cells.at(-1), null);
  });

  await check('a project shows its figures, its indicators and its findings', async () => {
    const ids = counted(data.projects, (row) => row.form_id);
    const most = counted(data.findings, (row) => row.form_id);
    const row = data.projects.filter((one) => ids.get(one.form_id) === 1).sort((one, other) => (most.get(other.form_id) ?? 0) - (most.get(one.form_id) ?? 0))[0];
    await open(`#/project/${row.form_id}`);
    assert.ok((await text('main h2')).startsWith(row.project_name || '（未填项目名称）'));
    const money = await page.locator('#money tbody tr').first().locator('td').allInnerTexts();
    assert.deepEqual(money, [row.initial_budget, row.full_year_budget, row.executed].map(amount));
    const own = data.indicators.filter((one) => one.form_id === row.form_id);
    assert.equal(Number(await page.locator('#indicators .pager-words').getAttribute('data-count')), own.length);
    const found = data.findings.filter((one) => one.form_id === row.form_id);
    assert.equal(Number(await page.locator('#project-findings .pager-words').getAttribute('data-count')), found.length);
    await picture('project');
    const links = await page.locator('a.file').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    assert.ok(links.every((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link)), 'links are relative');
  });
}
