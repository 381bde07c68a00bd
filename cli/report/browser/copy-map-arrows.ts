import { linkHorizontal } from 'd3-shape';

import type { MapArrow } from './copy-map-rows';
import { svg } from './dom';
import { keepText, keyText, lockText } from './view';

/** Where a vault is drawn. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const link = linkHorizontal<{ source: [number, number]; target: [number, number] }, [number, number]>();

/** A copy, between the boxes of two vaults. */
export function drawArrow(
  { fromRow, from, toRow, to, store }: MapArrow,
  { start, end }: { readonly start: Box; readonly end: Box },
  isGone: boolean,
): SVGElement {
  const forward = end.x > start.x;
  const begin: [number, number] = [start.x + start.width, start.y + start.height / 2];
  // An arrow that comes back ends below those that leave the vault.
  const target: [number, number] = forward
    ? [end.x - 4, end.y + end.height / 2]
    : [end.x + end.width + 4, end.y + end.height * 0.8];
  const path = forward || start.x !== end.x ? link({ source: begin, target }) : loop(begin, target);
  const fails = store.problems.length > 0;
  const kind = isGone ? 'gone' : fails ? 'fails' : store.lock ? 'locked' : 'plain';
  const middle = [(begin[0] + target[0]) / 2, (begin[1] + target[1]) / 2] as const;
  return svg(
    'g',
    { class: `arrow ${kind}` },
    svg(
      'title',
      {},
      `Copy ${from} to ${to}, kept ${keepText(store.keepDays)}; ${keyText(store.key)}, ${lockText(store)}${fails ? `; ${store.problems.join('; ')}` : ''}`,
    ),
    svg('path', { d: path ?? '', 'marker-end': `url(#arrow-${kind})` }),
    fromRow === toRow && forward
      ? svg(
          'text',
          { x: middle[0], y: middle[1] - 7, 'text-anchor': 'middle' },
          `${fails && !isGone ? '⚠ ' : ''}${keepText(store.keepDays)}`,
        )
      : svg('text', { x: begin[0] + 8, y: begin[1] - 7 }, `${fails && !isGone ? '⚠ ' : ''}${keepText(store.keepDays)}`),
  );
}

/** A copy within one column leaves to the right and comes back. */
function loop([x, y]: readonly [number, number], [endX, endY]: readonly [number, number]): string {
  const out = Math.max(x, endX) + 44;
  return `M${x},${y}C${out},${y} ${out},${endY} ${endX},${endY}`;
}

/** The heads of arrows. */
export function markers(): SVGElement {
  return svg(
    'defs',
    {},
    ...['plain', 'locked', 'fails', 'gone'].map((kind) =>
      svg(
        'marker',
        {
          id: `arrow-${kind}`,
          class: `head ${kind}`,
          viewBox: '0 0 8 8',
          refX: 7,
          refY: 4,
          markerWidth: 7,
          markerHeight: 7,
          orient: 'auto',
        },
        svg('path', { d: 'M0,0L8,4L0,8Z' }),
      ),
    ),
  );
}
