import type { ReportRule, Store } from '../../../domain/report/data';
import { html, svg } from './dom';
import type { ReachScale } from './reach-scale';

const TRACK_HEIGHT = 26;
const BAR = { y: 6, height: 12 };

interface Track {
  readonly scale: ReachScale;
  readonly label: string;
}

/** The bar of a store: warm, cold, its recovery points, the limits of the lock, and what it was before. */
export function track(
  rule: ReportRule,
  store: Store,
  before: Store | 'removed' | undefined,
  { scale, label }: Track,
): SVGElement {
  const { keepDays, coldAfterDays, lock, kind } = store;
  const end = scale.end(keepDays);
  const warm = coldAfterDays === null ? end : Math.min(scale.end(coldAfterDays), end);
  const drawing = svg('svg', { class: 'track', width: '100%', height: TRACK_HEIGHT, role: 'img', 'aria-label': label });
  drawing.append(
    ...scale.ticks.map(({ at, minor }) =>
      svg('line', { class: minor ? 'grid minor' : 'grid', x1: `${at}%`, x2: `${at}%`, y1: 0, y2: TRACK_HEIGHT }),
    ),
  );
  if (before === 'removed') {
    drawing.append(bar('ghost lost', 0, end));
    return drawing;
  }
  // Until the first recovery point is made, and between two of them, changes can be lost.
  const newest = kind === 'continuous' ? 0 : Math.min(scale.at(rule.ages[0] ?? 0), end);
  if (newest > 0)
    drawing.append(svg('rect', { class: 'exposed', x: 0, width: `${newest}%`, y: BAR.y + 4, height: 4, rx: 2 }));
  if (newest < warm) drawing.append(bar('warm', newest, warm));
  if (warm < end) drawing.append(bar('cold', Math.max(newest, warm), end));
  if (kind !== 'continuous') {
    const ages = rule.ages.filter((age) => keepDays === null || age <= keepDays * 24);
    drawing.append(
      ...ages.map((age) =>
        svg('line', {
          class: 'point',
          x1: `${scale.at(age)}%`,
          x2: `${scale.at(age)}%`,
          y1: BAR.y + 2,
          y2: BAR.y + BAR.height - 2,
        }),
      ),
    );
  }
  if (lock && (lock.minDays !== null || lock.maxDays !== null)) {
    const [from, until] = [lock.minDays === null ? 0 : scale.end(lock.minDays), scale.end(lock.maxDays)];
    const y = BAR.y + BAR.height + 5;
    drawing.append(
      svg('line', { class: 'lock', x1: `${from}%`, x2: `${until}%`, y1: y, y2: y }),
      ...[from, until].map((at) => svg('line', { class: 'lock', x1: `${at}%`, x2: `${at}%`, y1: y - 3, y2: y + 3 })),
    );
  }
  if (before) {
    const was = scale.end(before.keepDays);
    if (was > end) drawing.append(bar('ghost lost', end, was));
    if (was < end) drawing.append(bar('ghost gained', was, end));
  }
  return drawing;
}

function bar(name: string, from: number, until: number): SVGElement {
  return svg('rect', {
    class: `bar ${name}`,
    x: `${from}%`,
    width: `${Math.max(until - from, 0.4)}%`,
    y: BAR.y,
    height: BAR.height,
    rx: 2,
  });
}

/** The ages along the tracks. */
export function axis({ ticks }: ReachScale): HTMLElement {
  const drawing = svg('svg', { class: 'axis', width: '100%', height: 20, 'aria-hidden': true });
  drawing.append(
    ...ticks.map(({ at, text, minor }) =>
      svg(
        'text',
        { class: minor ? 'minor' : undefined, x: `${at}%`, y: 14, 'text-anchor': at < 3 ? 'start' : 'middle' },
        text,
      ),
    ),
  );
  return html('div', { class: 'store axis-row' }, html('span'), html('span'), drawing);
}
