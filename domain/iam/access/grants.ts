import type { Value } from '../../terraform/changes/value';
import { implies } from './conditions';
import { covers, coversAction } from './pattern';
import { type Named, readStatements, type Statement } from './statement';

/** Something that one policy lets happen and another does not. */
export interface Grant {
  /** The statement that lets it happen or, where a denial has become weaker, that denied it. */
  readonly statement: string;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Whether it lets roles be passed on, by name, by a pattern or as one of all but a few actions. */
  readonly passesRoles: boolean;
  /** Whether it comes of a denial that is weaker, or not there. */
  readonly denied: boolean;
  /** Whether the other policy lets it happen under conditions of its own. */
  readonly onlyConditions: boolean;
}

/**
 * What `after` lets happen that `before` did not: statements that allow more, and those that deny less. Where it cannot
 * be told, as with `NotAction`, unknown operators or a document that could not be opened, the answer is that it does.
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

/** What of a statement none of these covers, one combination of principal, action and resource after the other. */
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

/** One value, or all that are not excluded. */
type One = string | { readonly not: readonly string[] };

function each({ not, values }: Named): One[] {
  return not ? [{ not: values }] : [...values];
}

function contains({ not, values }: Named, one: One, fits: (wide: string, narrow: string) => boolean): boolean {
  if (typeof one === 'string')
    return not ? one !== '*' && excludesNothingOf(values, one) : values.some((v) => fits(v, one));
  // What excludes less contains what excludes more; so does everything.
  if (!not) return values.includes('*');
  return values.every((value) => one.not.some((excluded) => fits(excluded, value)));
}

/** Only between plain texts can it be said that an exclusion does not meet a value. */
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
  return typeof one === 'string' ? one : `everything but ${one.not.join(', ')}`;
}
