import type { Value } from '../../terraform/changes/value';
import { implies } from './conditions';
import { covers, coversAction } from './pattern';
import { type Named, readStatements, type Statement } from './statement';

/** Access that one policy allows and another does not. */
export interface Grant {
  /** The statement that allows it or, if a denial became weaker, that denied it. */
  readonly statement: string;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Whether it allows iam:PassRole, by name, by a pattern, or with `NotAction`. */
  readonly passesRoles: boolean;
  /** Whether the cause is a denial that is weaker or missing. */
  readonly denied: boolean;
  /** Whether the other policy allows it too, under other conditions. */
  readonly onlyConditions: boolean;
}

/**
 * The access that `after` allows and `before` does not: statements that allow more, and statements that deny less. If this
 * cannot be determined, as with `NotAction`, unknown operators or a document that cannot be resolved, it counts as allowed.
 */
export function grantsAdded(before: Value | undefined, after: Value | undefined): Grant[] {
  const [old, now] = [readStatements(before), readStatements(after)];
  const allowed = now.statements.filter(({ allows }) => allows);
  const denied = old.statements.filter(({ allows }) => !allows);
  const unread = now.unread.filter((text) => !old.unread.includes(text));
  return [
    ...uncovered(
      allowed,
      old.statements.filter(({ allows }) => allows),
    ),
    ...uncovered(
      denied,
      now.statements.filter(({ allows }) => !allows),
    ),
    ...unread.map((text) => ({ ...EVERYTHING, statement: text })),
  ];
}

const EVERYTHING = {
  principal: '*',
  action: '*',
  resource: '*',
  passesRoles: true,
  denied: false,
  onlyConditions: false,
} as const;

/** More than any policy within the quotas of AWS needs. */
const MOST_COMPARISONS = 2_000_000;

/** What these statements say that no other one covers. Policies that are too large are only compared literally. */
function uncovered(statements: readonly Statement[], by: readonly Statement[]): Grant[] {
  const same = new Set(by.map(contentOf));
  const others = statements.filter((statement) => !same.has(contentOf(statement)));
  const comparisons = others.reduce((sum, statement) => sum + combinations(statement), 0) * Math.max(by.length, 1);
  if (comparisons <= MOST_COMPARISONS) return others.flatMap((statement) => uncoveredIn(statement, by));
  return others.map(({ key, allows }) => ({ ...EVERYTHING, statement: key, denied: !allows }));
}

/** Everything that a statement says, without its name. */
function contentOf({ key: _key, conditions, ...rest }: Statement): string {
  return JSON.stringify([rest, [...conditions]]);
}

function combinations({ principals, actions, resources }: Statement): number {
  return [principals, actions, resources].reduce((product, named) => product * each(named).length, 1);
}

/** The combinations of principal, action and resource in a statement that none of these statements covers. */
function uncoveredIn(statement: Statement, by: readonly Statement[]): Grant[] {
  return each(statement.principals).flatMap((principal) =>
    each(statement.actions).flatMap((action) =>
      each(statement.resources).flatMap((resource): Grant[] => {
        const fitting = by.filter(
          (other) =>
            other.text === statement.text &&
            contains(other.principals, principal, coversPrincipal) &&
            contains(other.actions, action, coversAction) &&
            contains(other.resources, resource, covers),
        );
        if (fitting.some((other) => implies(statement.conditions, other.conditions))) return [];
        return [
          {
            statement: statement.key,
            principal: textOf(principal),
            action: textOf(action),
            resource: textOf(resource),
            passesRoles: passesRoles(action),
            denied: !statement.allows,
            onlyConditions: fitting.length > 0,
          },
        ];
      }),
    ),
  );
}

/** One value, or all values except these. */
type One = string | { readonly not: readonly string[] };

function each({ not, values }: Named): One[] {
  return not ? [{ not: values }] : [...values];
}

function contains({ not, values }: Named, one: One, fits: (wide: string, narrow: string) => boolean): boolean {
  if (typeof one === 'string')
    return not ? one !== '*' && excludesNothingOf(values, one) : values.some((v) => fits(v, one));
  // Fewer exclusions contain more exclusions; so does *.
  if (!not) return values.includes('*');
  return values.every((value) => one.not.some((excluded) => fits(excluded, value)));
}

/** Only without patterns is it certain that no exclusion matches a value. */
function excludesNothingOf(excluded: readonly string[], value: string): boolean {
  const isPlain = (text: string): boolean => !/[*?$]/.test(text);
  return [value, ...excluded].every(isPlain) && !excluded.some((text) => text.toLowerCase() === value.toLowerCase());
}

function coversPrincipal(wide: string, narrow: string): boolean {
  return wide === '*' || wide === narrow;
}

function passesRoles(action: One): boolean {
  if (typeof action === 'string') return coversAction(action, PASS_ROLE);
  return !action.not.some((excluded) => coversAction(excluded, PASS_ROLE));
}

const PASS_ROLE = 'iam:PassRole';

function textOf(one: One): string {
  return typeof one === 'string' ? one : `all except ${one.not.join(', ')}`;
}
