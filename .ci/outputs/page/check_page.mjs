// Opens 报告.html as a reader does and compares it with data/.
//
//   node check_page.mjs <报告.html> <data folder> [folder for screenshots]
//
// CHROMIUM names another browser than /usr/bin/chromium. Ends with 1 at the first difference.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { amount, counted, sum, table } from './csv.mjs';

const [file, folder, pictures] = process.argv.slice(2);
if (!file || !folder) {
  console.error('node check_page.mjs <报告.html> <data folder> [folder for screenshots]');
  process.exit(2);
}
const address = pathToFileURL(resolve(file)).href;
const data = Object.fromEntries(['projects', 'findings', 'indicators', 'rollup', 'submissions', 'roster', 'over_budget'].map((name) => [name, table(folder, name)]));
const district = data.rollup.find((row) => row.level === 'district');
const offices = data.rollup.filter((row) => row.level === 'street_office');
const severities = ['error', 'warning', 'info'];
const complaints = [];
if (pictures) mkdirSync(pictures, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', offline: true });
const page = await context.newPage();
page.setDefaultTimeout(15000);
page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`); });
page.on('pageerror', (error) => complaints.push(`error: ${error.stack}`));
page.on('request', (request) => { if (request.url().split('#')[0] !== address) complaints.push(`request: ${request.url()}`); });

const text = (selector) => page.locator(selector).first().innerText();
const figure = async (key) => (await text(`.figure[data-key="${key}"] .figure-value`)).replace(/\s+/g, ' ').trim();
const count = async () => Number(await page.locator('.pager-words').first().getAttribute('data-count'));
const column = (at) => page.locator(`table.data tbody tr > :nth-child(${at})`).allInnerTexts();
const percent = (rate) => (rate === '' ? '—' : `${(Number(rate) * 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')}%`);

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

async function open(hash) {
  await page.evaluate((to) => { location.hash = to; }, hash);
  await page.waitForFunction((to) => location.hash.startsWith(to.split('?')[0]), hash);
  await page.locator('main h2').waitFor();
}

async function picture(name, whole = true) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: whole });
}

async function check(name, steps) {
  const started = performance.now();
  await steps();
  assert.deepEqual(complaints, [], name);
  console.log(`ok  ${name} (${Math.round(performance.now() - started)} ms)`);
}

try {
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
      for (const one of own.columns.filter((known) => known.name in data[name][0])) {
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
} catch (error) {
  await picture('failure').catch(() => {});
  console.error(`FAILED\n${error.stack ?? error}\n${complaints.join('\n')}`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
