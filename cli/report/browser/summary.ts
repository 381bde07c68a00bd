import { counted, plural } from '../../../domain/counted';
import type { ReportData } from '../../../domain/report/data';
import { html } from './dom';
import { section, table } from './table';
import { hoursText, keepText, type View } from './view';

/** What a reader must know first. */
export function summary(view: View): HTMLElement {
  const { accounts, profiles, plans } = view.data;
  const protectedAccounts = accounts.filter(([, , , profile]) => (profiles[profile]?.plans.length ?? 0) > 0).length;
  const rules = plans.flatMap((plan) => plan.rules);
  const stores = rules.flatMap((rule) => rule.stores);
  const kept = stores.map(({ keepDays }) => keepDays ?? Infinity);
  const exposed = rules.flatMap(({ longestGapHours }) => longestGapHours ?? []);
  const elsewhere = rules.filter((rule) => rule.stores.some(({ region, home }) => region !== home)).length;
  const outside = rules.filter((rule) => rule.stores.some(({ account }) => account !== '')).length;
  const days = (value: number): string => keepText(value === Infinity ? null : value);
  return html(
    'div',
    { class: 'tiles' },
    tile(
      'Accounts with a rule',
      `${counted(protectedAccounts)} of ${counted(accounts.length)}`,
      protectedAccounts === accounts.length,
    ),
    tile(
      'Reach back',
      kept.length === 0 ? 'nothing' : rangeText(days(Math.min(...kept)), days(Math.max(...kept))),
      kept.length > 0,
    ),
    tile(
      'Changes that can be lost',
      exposed.length === 0 ? 'all' : rangeText(hoursText(Math.min(...exposed)), hoursText(Math.max(...exposed))),
      exposed.length > 0,
    ),
    tile(
      'Rules with a copy in another region',
      `${counted(elsewhere)} of ${counted(rules.length)}`,
      elsewhere === rules.length,
    ),
    tile(
      'Rules with a copy in another account',
      `${counted(outside)} of ${counted(rules.length)}`,
      outside === rules.length,
    ),
  );
}

/** Two values with their unit once if it is the same: `2 to 365 days`. */
function rangeText(least: string, most: string): string {
  if (least === most) return least;
  const [value = '', unit] = least.split(' ');
  return unit === most.split(' ')[1] ? `${value} to ${most}` : `${least} to ${most}`;
}

function tile(title: string, value: string, isGood: boolean): HTMLElement {
  return html(
    'div',
    { class: `tile ${isGood ? 'good' : 'part'}` },
    html('p', {}, title),
    html('p', { class: 'value' }, value),
  );
}

const SYMBOLS = { better: '▲ better', worse: '▼ worse', other: '◆ other' } as const;

/** What the change does, against the report that this one is compared with (H4). */
export function changes({ data }: View): HTMLElement | undefined {
  if (!data.changes) return undefined;
  const rows = sorted(data.changes).map(({ effect, owner, plan, rule, text }) => [
    html('span', { class: `verdict ${{ better: 'good', worse: 'bad', other: 'part' }[effect]}` }, SYMBOLS[effect]),
    owner,
    `${plan} / ${rule}`,
    text,
  ]);
  const worse = data.changes.filter(({ effect }) => effect === 'worse').length;
  return section(
    'changes',
    'What the change does',
    rows.length === 0
      ? 'Nothing changes in how far back rules reach.'
      : `${plural(rows.length, 'change')} of rules, ${counted(worse)} for the worse. Charts outline what was before.`,
    rows.length === 0 ? undefined : table('Changes', ['Effect', 'Of', 'Plan / rule', 'Change'], rows),
  );
}

function sorted(all: NonNullable<ReportData['changes']>): NonNullable<ReportData['changes']> {
  const order = ['worse', 'other', 'better'];
  return all.toSorted((one, other) => order.indexOf(one.effect) - order.indexOf(other.effect));
}
