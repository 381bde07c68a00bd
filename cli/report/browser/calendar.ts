import type { CalendarWindow } from '../../../domain/report/data';
import { type Block, MINUTES_A_DAY, type Week, weekOf } from './calendar-grid';
import { html, select, svg } from './dom';
import { type Row, section, table, tableOf } from './table';
import { whenText } from './time';
import { plural, type View } from './view';

const HOUR_HEIGHT = 22;
const HEAD = 26;
const HOURS_WIDTH = 44;

const KIND_TEXTS: Readonly<Record<CalendarWindow['kind'], string>> = {
  'start-window': 'Start window of a rule',
  'ssm-window': 'Maintenance window of Systems Manager',
  'agent-check': 'Check of SSM agents',
};

/** A week of windows in a chosen time zone (chart 3). */
export function calendar(view: View): HTMLElement {
  const { calendar: data, now } = view.data;
  const scopes = scopesOf(view);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([...data.timezones, 'UTC', own])];
  let [scope] = scopes;
  let [zone = 'UTC'] = zones;
  const chart = html('div', { class: 'calendar' });
  const draw = (): void => {
    const windows = data.windows.filter((window) => scope?.has(window) === true);
    const week = weekOf(windows, data.from, now, zone);
    chart.replaceChildren(drawWeek(week, windows, zone), listOf(windows, view));
  };
  draw();
  return section(
    'calendar',
    'Calendar',
    'The next seven days: when backups can start, and when Systems Manager works.',
    html(
      'div',
      { class: 'controls' },
      select(
        'Account',
        scopes.map(({ name }) => [name, name] as const),
        scope?.name ?? '',
        (name) => {
          scope = scopes.find((one) => one.name === name);
          draw();
        },
      ),
      select(
        'Time zone',
        zones.map(
          (name) => [name, name === own && !data.timezones.includes(own) ? `${name} (this browser)` : name] as const,
        ),
        zone,
        (name) => {
          zone = name;
          draw();
        },
      ),
    ),
    chart,
    html('h3', {}, 'Overlaps'),
    overlaps(view),
    html('h3', {}, 'Clock changes of the next year'),
    clockChanges(view),
    tableOf(
      'All windows',
      ['Window', 'Kind', 'Account', 'Schedule', 'Time zone', 'Minutes', 'Next start', 'Written in'],
      () => data.windows.map((window): Row => windowRow(window, view)),
    ),
  );
}

interface Scope {
  readonly name: string;
  readonly has: (window: CalendarWindow) => boolean;
}

/** Each environment with the rules that its account inherits, the last one first, and the policies by themselves. */
function scopesOf({ data }: View): Scope[] {
  const environments = data.profiles
    .filter(({ environment }) => environment !== null)
    .map(({ environment, plans }): Scope => ({
      name: environment ?? '',
      has: (window) => window.environment === environment || (window.plan !== null && plans.includes(window.plan)),
    }));
  const isPolicy = ({ environment }: CalendarWindow): boolean => environment === null;
  const policies: Scope[] = data.calendar.windows.some(isPolicy)
    ? [{ name: 'organization policies', has: isPolicy }]
    : [];
  return [...environments, ...policies, { name: 'all', has: () => true }];
}

/** The hours, and right of them the days, whose places are in percent. */
function drawWeek({ dates, blocks }: Week, windows: readonly CalendarWindow[], zone: string): HTMLElement {
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

function listOf(windows: readonly CalendarWindow[], view: View): HTMLElement {
  return html(
    'ol',
    { class: 'windows' },
    ...windows.map((window) =>
      html(
        'li',
        { class: window.kind },
        html('span', { class: 'number', 'aria-hidden': true }),
        html(
          'div',
          {},
          html('strong', {}, window.name),
          html('small', {}, `${KIND_TEXTS[window.kind]}, ${minutesText(window.minutes)}`),
          html('small', {}, `${window.schedule} ${window.timezone}`),
          view.source(window.source),
        ),
      ),
    ),
  );
}

function overlaps(view: View): HTMLElement {
  const { calendar: data, plans } = view.data;
  if (data.overlaps.length === 0)
    return html(
      'p',
      { class: 'muted' },
      '✓ No start windows of one plan overlap in the next 400 days: no rule is dropped.',
    );
  return table(
    'Rules that are dropped',
    ['Plan', 'Dropped', 'Runs instead', 'First at (UTC)'],
    data.overlaps.map(({ plan, dropped, kept, at }): Row => [
      plans[plan]?.name ?? '',
      `✕ ${dropped}`,
      kept,
      at.slice(0, 16).replace('T', ' '),
    ]),
  );
}

function clockChanges(view: View): HTMLElement {
  const { clockChanges: changes, timezones } = view.data.calendar;
  if (changes.length === 0)
    return html(
      'p',
      { class: 'muted' },
      `✓ No clock changes in ${timezones.join(', ')}: every run starts at its time.`,
    );
  return table(
    'Clock changes',
    ['When', 'Time zone', 'Clock', 'What it does'],
    changes.map(({ timezone, at, minutes, effects }): Row => [
      whenText(at, timezone),
      timezone,
      `${minutes > 0 ? 'forward' : 'back'} by ${Math.abs(minutes)} min`,
      effects.length === 0
        ? '✓ no run is affected'
        : html(
            'ul',
            {},
            ...effects.map(({ name, effect, source }) => html('li', {}, `⚠ ${name}: ${effect}`, view.source(source))),
          ),
    ]),
  );
}

function windowRow(window: CalendarWindow, view: View): Row {
  const { now, calendar: data } = view.data;
  const start = window.starts
    .map((minutes) => Date.parse(data.from) + minutes * 60_000)
    .find((instant) => instant > Date.parse(now));
  return [
    window.name,
    KIND_TEXTS[window.kind],
    window.environment ?? (window.plan === null ? '' : view.accountsText(view.accountsOf(window.plan))),
    window.schedule,
    window.timezone,
    String(window.minutes),
    start === undefined ? 'later' : whenText(new Date(start).toISOString(), window.timezone),
    html('code', {}, view.sourceText(window.source)),
  ];
}

function minutesText(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
