import { plural } from '../../../domain/counted';
import type { Lost } from '../../../domain/report/loss';
import { type Box, drawArrow, markers } from './copy-map-arrows';
import type { CopyMap, MapArrow, MapRow } from './copy-map-rows';
import { svg } from './dom';
import { keyText, lockText } from './view';

const LABEL_WIDTH = 220;
const NARROW_LABEL_WIDTH = 110;
const SMALLEST_COLUMN = 150;
const HEAD = 34;
const VAULT = { height: 38, gap: 8 };
const ROW_PADDING = 14;
/** Rows that are drawn. The table has all. */
export const FEW_ROWS = 30;

/** Draws who keeps recovery points where: a row per account, a column per region, an arrow per copy. */
export function drawCopyMap(map: CopyMap, lost: Lost, available: number): SVGSVGElement {
  const isNarrow = available < 640;
  const labels = isNarrow ? NARROW_LABEL_WIDTH : LABEL_WIDTH;
  const column = Math.max(SMALLEST_COLUMN, (available - labels) / Math.max(map.regions.length, 1));
  const width = Math.max(available, labels + column * map.regions.length);
  const places = placesOf(map, { labels, column });
  const height = (places.rows.at(-1)?.bottom ?? HEAD) + 4;
  const drawing = svg('svg', {
    class: 'map',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': `Copies between accounts and regions: ${plural(map.arrows.length, 'copy rule')}. The table below has the same content.`,
  });
  drawing.append(markers());
  for (const [index, region] of map.regions.entries()) {
    const x = labels + index * column;
    const isGone = 'region' in lost && lost.region === region;
    if (isGone) drawing.append(svg('rect', { class: 'gone-area', x, y: 0, width: column - 8, height, rx: 8 }));
    drawing.append(svg('text', { class: 'region', x: x + 10, y: 20 }, `${region}${isGone ? ' ✕ lost' : ''}`));
  }
  for (const [index, row] of map.rows.slice(0, FEW_ROWS).entries()) {
    const place = places.rows[index];
    if (place) drawing.append(...drawRow(row, place, { lost, width, places, regions: map.regions, column, isNarrow }));
  }
  for (const arrow of map.arrows) {
    const { fromRow, from, source, toRow, to, store } = arrow;
    const [start, end] = [places.vault(fromRow, from, source), places.vault(toRow, to, store.vault)];
    if (start && end) drawing.append(drawArrow(arrow, { start, end }, isGoneArrow(arrow, map.rows, lost)));
  }
  return drawing;
}

interface RowPlace {
  readonly top: number;
  readonly bottom: number;
}

interface Places {
  readonly rows: readonly RowPlace[];
  /** Where a vault is, by its row, region and name. */
  readonly vault: (row: number, region: string, name: string) => Box | undefined;
}

function placesOf(
  { rows, regions }: CopyMap,
  { labels, column }: { readonly labels: number; readonly column: number },
): Places {
  const boxes = new Map<string, Box>();
  const found: RowPlace[] = [];
  let top = HEAD;
  for (const [index, { cells }] of rows.slice(0, FEW_ROWS).entries()) {
    const most = Math.max(1, ...[...cells.values()].map(({ length }) => length));
    for (const [position, region] of regions.entries())
      for (const [order, { name }] of (cells.get(region) ?? []).entries())
        boxes.set(JSON.stringify([index, region, name]), {
          x: labels + position * column + 10,
          y: top + ROW_PADDING + order * (VAULT.height + VAULT.gap),
          width: Math.min(column - 64, 230),
          height: VAULT.height,
        });
    const bottom = top + 2 * ROW_PADDING + most * (VAULT.height + VAULT.gap) - VAULT.gap;
    found.push({ top, bottom });
    top = bottom;
  }
  return { rows: found, vault: (row, region, name) => boxes.get(JSON.stringify([row, region, name])) };
}

interface Surroundings {
  readonly lost: Lost;
  readonly width: number;
  readonly places: Places;
  readonly regions: readonly string[];
  readonly column: number;
  readonly isNarrow: boolean;
}

function drawRow(
  row: MapRow,
  { top, bottom }: RowPlace,
  { lost, width, places, isNarrow }: Surroundings,
): SVGElement[] {
  const isGone = isGoneRow(row, lost);
  const index = places.rows.findIndex((place) => place.top === top);
  const most = isNarrow ? 12 : 24;
  const cut = (text: string): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  const middle = (top + bottom) / 2;
  return [
    ...(isGone ? [svg('rect', { class: 'gone-area', x: 0, y: top + 4, width, height: bottom - top - 8, rx: 8 })] : []),
    svg('line', { class: 'row-line', x1: 0, x2: width, y1: bottom, y2: bottom }),
    svg('text', { class: 'account', x: 10, y: middle - 1 }, cut(row.label), svg('title', {}, row.label)),
    svg(
      'text',
      { class: 'detail', x: 10, y: middle + 15 },
      isGone ? '✕ lost' : (partText(row, lost) ?? cut(row.detail)),
    ),
    ...[...row.cells].flatMap(([region, vaults]) =>
      vaults.flatMap(({ name, store, rules }) => {
        const box = places.vault(index, region, name);
        if (!box) return [];
        const gone = isGone || ('region' in lost && lost.region === region);
        const characters = Math.floor(box.width / 7.2) - 4;
        const shown = name.length > characters ? `${name.slice(0, characters - 1)}…` : name;
        return [
          svg(
            'g',
            { class: `vault-box ${store.kind}${gone ? ' gone' : ''}` },
            svg('title', {}, `${name} in ${region}: ${rules.join(', ')}; ${keyText(store.key)}, ${lockText(store)}`),
            svg('rect', { x: box.x, y: box.y, width: box.width, height: VAULT.height, rx: 8 }),
            svg('text', { class: 'vault-name', x: box.x + 12, y: box.y + 16 }, `${gone ? '✕ ' : ''}${shown}`),
            svg(
              'text',
              { class: 'detail', x: box.x + 12, y: box.y + 31 },
              `${plural(rules.length, 'rule')}${store.lock ? ' · locked' : ''}`,
            ),
          ),
        ];
      }),
    ),
  ];
}

/** Of a row of several accounts with the same plans, one can be lost. */
function partText({ accounts }: MapRow, lost: Lost): string | undefined {
  const isHere = 'account' in lost && accounts.some(([id]) => id === lost.account);
  return isHere ? `✕ 1 of ${accounts.length} lost` : undefined;
}

function isGoneRow({ accounts }: MapRow, lost: Lost): boolean {
  return 'account' in lost && accounts.length === 1 && accounts[0]?.[0] === lost.account;
}

/** A copy outlives what it is a copy of. */
function isGoneArrow({ toRow, to }: MapArrow, rows: readonly MapRow[], lost: Lost): boolean {
  if ('region' in lost) return to === lost.region;
  const target = rows[toRow];
  return target !== undefined && isGoneRow(target, lost);
}
