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
    ...allowed.flatMap((statement) =>
      uncovered(
        statement,
        old.statements.filter(({ allows }) => allows),
      ),
    ),
    ...denied.flatMap((statement) =>
      uncovered(
        statement,
        now.statements.filter(({ allows }) => !allows),
      ),
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

/** The combinations of principal, action and resource in a statement that none of these statements covers. */
function uncovered(statement: Statement, by: readonly Statement[]): Grant[] {
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
