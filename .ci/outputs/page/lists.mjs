// Offices, findings, overruns, files.
import assert from 'node:assert/strict';
import { amount, percent, severities } from './data.mjs';

export async function lists(reader) {
  const { check, count, data, district, figure, offices, open, page, picture, text } = reader;

  await check('an office shows its row of rollup.csv, its projects and its findings', async () => {
    const office = offices.find((row) => row.name !== '');
    await open('#/offices');
    await page.locator('.table tbody a', { hasText: office.name }).first().click();
    await page.locator('.crumbs').waitFor();
    assert.equal(await figure('executed'), amount(office.executed));
    assert.equal(await figure('projects'), `${office.projects}个`);
    const counts = await page.locator('.pager-words').evaluateAll((all) => all.map((one) => Number(one.dataset.count)));
    const of = (rows) => rows.filter((row) => row.street_office === office.name).length;
    assert.deepEqual(counts, [of(data.projects), of(data.findings)]);
    await picture('office');
    await page.locator('.table tbody a[href^="#/project/"]').first().click();
    await page.locator('#money').waitFor();
    await page.goBack();
    await page.locator('#rates').waitFor();
  });

  await check('the ranking shows every office of rollup.csv', async () => {
    await open('#/offices');
    assert.equal(await count(), offices.length);
    const rows = await page.locator('.table tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((one) => one.textContent)));
    for (const row of rows) {
      const office = offices.find((one) => (one.name || '（未识别单位）') === row[0]);
      const money = ['initial_budget', 'full_year_budget', 'executed'].map((key) => amount(office[key]));
      assert.deepEqual(row.slice(1, 7), [office.rank || '—', office.projects, ...money, percent(office.execution_rate)], row[0]);
    }
  });

  await check('findings, overruns and files are complete', async () => {
    await open('#/findings');
    assert.equal(await count(), data.findings.length);
    await picture('findings', false);
    const severity = severities.find((code) => data.findings.some((row) => row.severity === code));
    if (severity) {
      await page.locator('select[data-key="severity"]').selectOption(severity);
      assert.equal(await count(), data.findings.filter((row) => row.severity === severity).length);
    }
    await open('#/over-budget');
    assert.equal(await count(), Number(district.over_budget_projects));
    assert.equal(data.over_budget.length, Number(district.over_budget_projects));
    if (data.over_budget.length > 0) {
      assert.equal(await text('[data-sum="over_budget"]'), amount(district.over_budget_amount));
      const words = { approved: '批复台账可解释', declared: '自述可解释，待核', contradicted: '与台账不一致', not_explained: '不能解释', unknown: '无法判断' };
      assert.equal(await text('table.data tbody tr .chip'), words[data.over_budget[0].explained]);
      await picture('over-budget', false);
    }
    await open('#/files');
    assert.equal(await count(), data.submissions.length);
    await picture('files', false);
    await open('#/about');
    assert.ok((await page.locator('.licences').textContent()).includes('Apache License'));
    await picture('about');
  });
}
