// The first view: figures, waterfall, charts, heat map.
import assert from 'node:assert/strict';
import { amount, counted, percent, severities, sum } from './data.mjs';

/// A cell of a table as the page holds it; empty where it is unknown.
function cell(one, at) {
  const value = one.values ? one.values[at] : one.at[at] === null ? null : one.words[one.at[at]];
  return value ?? '';
}

/// The same text or figure; a personal number is masked in the page.
function same(expected, found, kind, where) {
  if (kind === 'rate' && expected !== '') assert.equal(found, Number(expected), where);
  else if (kind === 'text' && found.includes('*')) assert.equal(found.length, expected.length, where);
  else assert.equal(String(found), expected, where);
}

export async function overview(reader) {
  const { address, check, count, data, district, figure, offices, page, picture, text } = reader;

  await check('opens without errors and without the network', async () => {
    await page.goto(address);
    await page.locator('.figures').waitFor();
    assert.equal(await page.locator('#unsupported').count(), 0);
    assert.equal(await page.locator('.chart svg').count(), await page.locator('.chart').count());
    await picture('overview');
  });

  await check('every cell of every table in the page is that of data/', async () => {
    const tables = await page.evaluate(() => Object.assign(JX.read('data').tables, { indicators: JX.read('data-indicators') }));
    assert.deepEqual(Object.keys(tables).sort(), Object.keys(data).sort());
    for (const [name, own] of Object.entries(tables)) {
      assert.equal(own.rows, data[name].length, name);
      for (const one of own.columns.filter((known) => known.name in (data[name][0] ?? {}))) {
        data[name].forEach((row, at) => same(row[one.name], cell(one, at), one.kind, `${name}.${one.name}, row ${at + 1}`));
      }
    }
  });

  await check('key figures are those of rollup.csv and findings.csv', async () => {
    for (const key of ['initial_budget', 'full_year_budget', 'executed']) assert.equal(await figure(key), amount(district[key]), key);
    assert.equal(await figure('projects'), `${Number(district.projects).toLocaleString('en')}个`);
    assert.equal(await figure('execution_rate'), percent(district.execution_rate));
    assert.equal(await figure('over_budget_projects'), `${district.over_budget_projects}个`);
    assert.equal(await figure('mean_score'), `${district.mean_score || '—'}分`);
    assert.equal(await figure('findings'), `${data.findings.length.toLocaleString('en')}条`);
    const detail = await text('.figure[data-key="findings"] .figure-detail');
    assert.deepEqual(detail.match(/\d+/g).map(Number), severities.map((code) => data.findings.filter((row) => row.severity === code).length));
    const over = await text('.figure[data-key="over_budget_projects"] .figure-detail');
    assert.equal(over, `超出 ${amount(district.over_budget_amount)} 万元`);
  });

  await check('the waterfall stands on the sums of projects.csv and adds up', async () => {
    await page.locator('#flow summary').click();
    const rows = await page.locator('#flow tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    const of = (name) => rows.find((row) => row[0] === name)[1];
    assert.equal(of('年初预算'), sum(data.projects, 'initial_budget'));
    assert.equal(of('全年预算'), sum(data.projects, 'full_year_budget'));
    assert.equal(of('全年执行'), sum(data.projects, 'executed'));
    assert.equal(of('全年执行'), amount(district.executed));
    const value = (line) => Math.round(Number(line[1].replaceAll(',', '')) * 1e6);
    const at = (name) => rows.findIndex((row) => row[0] === name);
    const steps = (from, to) => rows.slice(at(from), at(to)).reduce((total, line) => total + value(line), 0);
    assert.equal(steps('年初预算', '全年预算'), value(rows[at('全年预算')]));
    assert.equal(steps('全年预算', '全年执行'), value(rows[at('全年执行')]));
  });

  await check('the charts say what the tables say', async () => {
    const read = async (id) => {
      await page.locator(`#${id} summary`).click();
      return page.locator(`#${id} tbody tr`).evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    };
    const rates = new Map(await read('rates'));
    const known = offices.filter((row) => row.execution_rate !== '');
    assert.equal(rates.size, known.length);
    for (const row of known) assert.equal(rates.get(row.name || '（未识别单位）'), percent(row.execution_rate), row.name);
    const grades = new Map((await read('grades')).map((row) => [row[0], row[1]]));
    assert.deepEqual(['优', '良', '中', '差'].map((grade) => grades.get(grade)), ['excellent', 'good', 'fair', 'poor'].map((grade) => district[`grade_${grade}`]));
    const families = (await read('families')).reduce((total, row) => total + Number(row[4]), 0);
    assert.equal(families, data.findings.length);
  });

  for (const by of ['family', 'code']) {
    await check(`the heat map by ${by} counts findings.csv`, async () => {
      await page.locator(`#heat [data-by="${by}"]`).click();
      const cells = await page.locator('#heat .heat-cell').evaluateAll((all) => all.map((cell) => [cell.dataset.office, cell.dataset.key, Number(cell.dataset.count), cell.textContent]));
      const expected = counted(data.findings, (row) => `${row.street_office}|${row[by]}`);
      assert.equal(cells.length, expected.size);
      for (const [office, key, number, shown] of cells) {
        assert.equal(number, expected.get(`${office}|${key}`), `${office} ${key}`);
        assert.equal(shown, String(number));
      }
    });
  }

  await check('a cell of the heat map leads to its findings, and back leads back', async () => {
    await page.locator('#heat [data-by="family"]').click();
    const cell = page.locator('#heat .heat-cell').first();
    const [office, family, number] = await cell.evaluate((one) => [one.dataset.office, one.dataset.key, Number(one.dataset.count)]);
    await cell.locator('a').click();
    await page.locator('.filters').waitFor();
    assert.equal(await count(), number);
    assert.equal(number, data.findings.filter((row) => row.street_office === office && row.family === family).length);
    await page.goBack();
    await page.locator('#heat').waitFor();
  });
}
