import { plural } from '../../../domain/counted';
import type { CalendarWindow } from '../../../domain/report/data';
import { type Block, MINUTES_A_DAY, type Week } from './calendar-grid';
import { html, svg } from './dom';

const HOUR_HEIGHT = 22;
const HEAD = 26;
const HOURS_WIDTH = 44;

/** The hours, and right of them the days, whose places are in percent. */
export function drawWeek({ dates, blocks }: Week, windows: readonly CalendarWindow[], zone: string): HTMLElement {
  const height = HEAD + 24 * HOUR_HEIGHT + 1;
  const hours = svg('svg', { width: HOURS_WIDTH, height, 'aria-hidden': true });
  const days = svg('svg', {
    class: 'days',
    width: '100%',
    height,
    role: 'img',
    'aria-label': `${plural(blocks.length, 'window')} from ${dates[0]} to ${dates.at(-1)} in ${zone}. The list beside it and the table below have the same content.`,
  });
  for (let hour = 0; hour <= 24; hour += 3) {
    const y = HEAD + hour * HOUR_HEIGHT;
    days.append(svg('line', { class: 'grid', x1: 0, x2: '100%', y1: y, y2: y }));
    if (hour < 24) hours.append(svg('text', { x: 0, y: y + 10 }, `${String(hour).padStart(2, '0')}:00`));
  }
  for (const [day, date] of dates.entries()) {
    const local = new Date(`${date}T00:00:00Z`);
    const part = (options: Intl.DateTimeFormatOptions) =>
      local.toLocaleDateString('en-GB', { ...options, timeZone: 'UTC' });
    days.append(
      svg(
        'text',
        { class: 'day', x: percent(day, 0.04), y: 15 },
        part({ weekday: 'short' }),
        svg('tspan', { class: 'date', dx: 5 }, part({ day: 'numeric', month: 'short' })),
      ),
      svg('line', { class: 'grid', x1: percent(day, 0), x2: percent(day, 0), y1: HEAD, y2: height }),
    );
  }
  days.append(...blocks.map((block) => drawBlock(block, windows[block.window])));
  return html('div', { class: 'week' }, hours, days);
}

function percent(day: number, within: number): string {
  return `${((day + within) / 7) * 100}%`;
}

function drawBlock(
  { day, from, until, lane, lanes, window, follows }: Block,
  of: CalendarWindow | undefined,
): SVGElement {
  const width = 0.92 / lanes;
  const y = HEAD + (from / MINUTES_A_DAY) * 24 * HOUR_HEIGHT;
  const height = Math.max(((until - from) / MINUTES_A_DAY) * 24 * HOUR_HEIGHT - 1, 3);
  const middle = { x: percent(day, 0.04 + lane * width + width / 2), y: y + height / 2 + 4, 'text-anchor': 'middle' };
  return svg(
    'g',
    { class: `block ${of?.kind ?? ''}` },
    svg('title', {}, `${window + 1} ${of?.name ?? ''}, ${clockText(from)} to ${clockText(until)}`),
    svg('rect', { x: percent(day, 0.04 + lane * width), y, width: percent(0, width - 0.02), height, rx: 3 }),
    height >= 14 && !follows ? svg('text', middle, String(window + 1)) : undefined,
  );
}

function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
