import type { Finding } from '../../domain/finding';
import type { Organization } from '../organization/organization';
import type { Environment, Plan, Rule } from '../schema';
import { planPath } from './config-paths';

/** What a rule can read in addition to the environment it checks. */
export interface Surroundings {
  /** Every environment, including the checked one. */
  readonly all: readonly Environment[];
  /** Undefined if there is none, or if its file cannot be read. */
  readonly organization?: Organization;
  /** The time from which schedules are evaluated. */
  readonly now: Date;
}

/** A rule for one environment. */
export type EnvironmentRule = (environment: Environment, surroundings: Surroundings) => Finding[];

/** The path of a plan's rule in its file. */
export interface PlacedRule {
  readonly plan: Plan;
  readonly rule: Rule;
  readonly path: string;
}

/** Every rule of every plan. */
export function rulesOf(environment: Environment): PlacedRule[] {
  return environment.backup.plans.flatMap((plan) =>
    plan.rules.map((rule) => ({ plan, rule, path: `${planPath(plan, environment)}.rules.${rule.name}` })),
  );
}

/** Drops what is wrong with the time zone of the environment: `identity` reports it once, where it is written. */
export function exceptInheritedTimezone(findings: readonly Finding[], { timezone }: Environment): Finding[] {
  return findings.filter(({ rule, found }) => rule !== 'timezone-unknown' || found !== timezone);
}

/** Names a setting below a path as the files do. */
export function below(path: string): (setting: string) => string {
  return (setting) => `${path}.${setting}`;
}
