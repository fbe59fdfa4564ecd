// The tables of output/data/ as the program wrote them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const TABLES = ['projects', 'findings', 'indicators', 'rollup', 'submissions', 'roster', 'over_budget'];

export const severities = ['error', 'warning', 'info'];

/// Every table that the page holds, by name.
export function tables(folder) {
  return Object.fromEntries(TABLES.map((name) => [name, table(folder, name)]));
}

/// Rows of a CSV file as objects of texts; the apostrophe before what looks like a formula removed.
function table(folder, name) {
  const [header, ...rows] = records(readFileSync(join(folder, `${name}.csv`), 'utf8').replace(/^\uFEFF/, ''));
  return rows.map((row) => Object.fromEntries(header.map((column, at) => [column, row[at].replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '')])));
}

function records(text) {
  const rows = [];
  let row = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[at + 1] === '"') { field += '"'; at += 1; }
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') { row.push(field); field = ''; }
    else if (c === '\r' && text[at + 1] === '\n') { rows.push([...row, field]); row = []; field = ''; at += 1; }
    else field += c;
  }
  return rows;
}

/// The exact sum of a column, as the page writes it: 465,245.426462
export function sum(rows, column) {
  const scale = 1000000n;
  const units = rows.map((row) => row[column]).filter((text) => text !== '').reduce((total, text) => {
    const [, sign, whole, rest = ''] = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text);
    const size = BigInt(whole) * scale + BigInt(rest.padEnd(6, '0'));
    return sign ? total - size : total + size;
  }, 0n);
  const size = units < 0n ? -units : units;
  return amount(`${units < 0n ? '-' : ''}${size / scale}.${String(size % scale).padStart(6, '0')}`);
}

/// An amount as the page writes it.
export function amount(text) {
  if (text === '') return '—';
  const [whole, rest = ''] = text.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest.replace(/0+$/, '').padEnd(2, '0')}`;
}

/// A rate as the page writes it.
export const percent = (rate) => (rate === '' ? '—' : `${(Number(rate) * 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')}%`);

export const counted = (rows, key) => rows.reduce((counts, row) => counts.set(key(row), (counts.get(key(row)) ?? 0) + 1), new Map());
