// A reader of the page: Chromium without a network, and what is asked of it again and again.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { tables } from './data.mjs';

const PATIENCE = 15000;
const QUIETLY = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export class Reader {
  static async start(file, folder, pictures) {
    if (pictures) mkdirSync(pictures, { recursive: true });
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: QUIETLY });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light', offline: true });
    return new Reader(browser, await context.newPage(), pathToFileURL(resolve(file)).href, tables(folder), pictures);
  }

  constructor(browser, page, address, data, pictures) {
    Object.assign(this, { browser, page, address, data, pictures, complaints: [] });
    this.district = data.rollup.find((row) => row.level === 'district');
    this.offices = data.rollup.filter((row) => row.level === 'street_office');
    page.setDefaultTimeout(PATIENCE);
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) this.complaints.push(`console: ${message.text()}`); });
    page.on('pageerror', (error) => this.complaints.push(`error: ${error.stack}`));
    page.on('request', (request) => { if (request.url().split('#')[0] !== address) this.complaints.push(`request: ${request.url()}`); });
  }

  /// One claim about the page; whatever the browser complained of meanwhile refutes it.
  check = async (name, steps) => {
    const started = performance.now();
    await steps();
    assert.deepEqual(this.complaints, [], name);
    console.log(`ok  ${name} (${Math.round(performance.now() - started)} ms)`);
  };

  open = async (hash) => {
    await this.page.evaluate((to) => { location.hash = to; }, hash);
    await this.page.waitForFunction((to) => location.hash.startsWith(to.split('?')[0]), hash);
    await this.page.locator('main h2').waitFor();
  };

  picture = async (name, whole = true) => {
    if (this.pictures) await this.page.screenshot({ path: join(this.pictures, `${name}.png`), fullPage: whole });
  };

  text = (selector) => this.page.locator(selector).first().innerText();

  figure = async (key) => (await this.text(`.figure[data-key="${key}"] .figure-value`)).replace(/\s+/g, ' ').trim();

  /// How many rows the table says that it has.
  count = async () => Number(await this.page.locator('.pager-words').first().getAttribute('data-count'));

  column = (at) => this.page.locator(`table.data tbody tr > :nth-child(${at})`).allInnerTexts();

  close = () => this.browser.close();
}
