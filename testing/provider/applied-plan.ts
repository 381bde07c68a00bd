import { readPlan, type SavedPlan } from '../../review/plan/read-plan';
import { reviewPlans } from '../../review/review';
import type { Block } from '../synthesized';
import type { RewrittenStack } from '../terraform/shadow-app';
import { withoutHash } from './drift-findings';
import type { ProviderApp } from './provider-account';
import { terraform } from './provider-terraform';

const FILE = 'change.tfplan';

/** What a plan did. */
export interface AppliedPlan {
  /** Such as `update aws_backup_plan.plan-EC2_plan`, in order. */
  readonly actions: readonly string[];
  /** Of the review, as `severity rule`, worst first. */
  readonly findings: readonly string[];
}

/** What Terraform needs to plan and apply stacks. */
export interface AppliedApp extends Pick<ProviderApp, 'variables'> {
  readonly stacks: ReadonlyMap<string, Pick<RewrittenStack, 'folder'>>;
}

/** Plans a stack, reads and reviews the plan, and applies it. Fails unless the second plan is empty. */
export async function appliedPlan({ stacks, variables }: AppliedApp, name: string): Promise<AppliedPlan> {
  const { folder } = stacks.get(name) as Pick<RewrittenStack, 'folder'>;
  await terraform(folder, ['init', '-input=false'], variables);
  await terraform(folder, ['plan', '-input=false', `-out=${FILE}`], variables);
  const json: Block = JSON.parse(await terraform(folder, ['show', '-json', FILE], variables));
  await terraform(folder, ['apply', '-input=false', FILE], variables);
  await terraform(folder, ['plan', '-input=false', '-detailed-exitcode'], variables);
  return { actions: actionsOf(json), findings: findingsOf(readPlan(name, json)) };
}

function actionsOf({ resource_changes: changes = [] }: Block): string[] {
  return (changes as Block[])
    .map(({ address, change }) => `${change.actions.join(' ')} ${withoutHash(address)}`)
    .filter((action) => !/^(no-op|read) /.test(action))
    .toSorted();
}

function findingsOf(plan: SavedPlan): string[] {
  const now = new Date();
  const options = { now, failOn: 'low', acceptances: [], acceptanceFile: '', environments: [] } as const;
  return reviewPlans([plan], options).findings.map(({ severity, rule }) => `${severity} ${rule}`);
}
