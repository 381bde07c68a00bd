import type { CalendarWindow } from '../../../domain/report/data';
import { weekOf } from './calendar-grid';
import { drawWeek } from './calendar-week';
import { html, select } from './dom';
import { type Row, section, table, tableOf } from './table';
import { whenText } from './time';
import type { View } from './view';

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
