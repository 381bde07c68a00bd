import { Command, Option } from 'commander';

import type { Configuration } from '../../environments/parse';
import { type AwsOptions, profileOption } from '../aws/options';
import { AWS_USAGE, exampleAndExitCodes } from '../help';
import { jsonOption } from '../options';
import type { Pulled } from '../organization/pull';
import type { NewEffects } from '../organization/pull-text';

interface PullOptions extends Pick<AwsOptions, 'profile'> {
  readonly policies?: true;
  readonly out?: string;
  readonly json?: true;
}

/** AWS Organizations has only this endpoint in the partition. */
const ORGANIZATIONS_REGION = 'us-east-1';

/** Writes the tree of the organization, or its backup policies and settings, to a file that `organization.ts` imports. */
export function organizationPullCommand(): Command {
  return new Command('pull')
    .description(
      'Read the OUs and accounts of the organization, write organization-tree.json, and show what changed since the last pull.',
    )
    .addOption(
      new Option(
        '--policies',
        'read backup policies and settings instead: write organization-policies.json and imports',
      ),
    )
    .addOption(
      new Option(
        '--out <file>',
        'the file (default: organization-tree.json, or organization-policies.json, beside organization.ts)',
      ),
    )
    .addOption(profileOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      exampleAndExitCodes('organization pull', {
        0: 'written, whether something changed or not',
        1: 'the file is not one of a pull, or that of another organization; or actions were denied',
        2: AWS_USAGE,
        3: 'AWS failed: the file is as it was',
      }),
    )
    .action(pull);
}

async function pull({ policies, ...options }: PullOptions): Promise<void> {
  if (!policies) return pullOfTree(options);
  const [{ pullPolicies }, { policiesReport, policiesText, nextStep }, { progressOnStderr }] = await Promise.all([
    import('../organization/pull-policies'),
    import('../organization/pull-policies-text'),
    import('../progress'),
  ]);
  const { progress, done } = progressOnStderr();
  const pulled = await pullPolicies(options.out, options.profile, progress).finally(done);
  console.log(options.json ? JSON.stringify(policiesReport(pulled), null, 2) : policiesText(pulled));
  console.error(nextStep(pulled));
  if (pulled.found.denied.length > 0) process.exitCode = 1;
}

async function pullOfTree({ out, profile, json }: PullOptions): Promise<void> {
  const [{ isImported, pullTree, sizeOf }, { progressOnStderr }, { pullText }] = await Promise.all([
    import('../organization/pull'),
    import('../progress'),
    import('../organization/pull-text'),
  ]);
  const { progress, done } = progressOnStderr();
  const pulled = await pullTree(out, { profile, region: ORGANIZATIONS_REGION }, progress).finally(done);
  const { file, tree, changes, configuration } = pulled;
  const refused = 'refused' in configuration ? configuration.refused : undefined;
  const valid = 'refused' in configuration ? undefined : configuration;
  const effects = valid && (await effectsOn(pulled, valid));
  if (json) {
    const report = { file, ...sizeOf(tree), changes: changes ?? null, effects: effects ?? null };
    console.log(JSON.stringify(report, null, 2));
  } else console.log(pullText(pulled, effects, valid?.organization));
  console.error(`\nWrote ${file}`);
  if (!isImported(file))
    console.error(`→ import it in organization.ts: import root from './${file.split('/').at(-1)}'`);
  if (refused !== undefined) console.error(`\nWith this tree, what the accounts get is unknown:\n${refused}`);
}

/** What the accounts get that are new or moved; all accounts on the first pull. */
async function effectsOn({ changes, tree }: Pulled, configuration: Configuration): Promise<NewEffects> {
  const [{ summarizeOrganization }, { placesIn }, { affectedAccounts }] = await Promise.all([
    import('../synth/organization-summary'),
    import('../../domain/organization/tree'),
    import('../../domain/organization/tree-changes'),
  ]);
  const accounts = changes
    ? affectedAccounts(changes, tree)
    : [...placesIn(tree).accounts.values()].map(({ value }) => value);
  const affected = new Set(accounts.map(({ id }) => id));
  const all = summarizeOrganization(configuration, new Date()) ?? [];
  const rules = all
    .map((rule) => ({ ...rule, accounts: rule.accounts.filter((id) => affected.has(id)) }))
    .filter((rule) => rule.accounts.length > 0);
  const reached = new Set(rules.flatMap((rule) => rule.accounts));
  const without = accounts.filter(({ id, state = 'active' }) => state === 'active' && !reached.has(id));
  return { rules, without: without.map(({ id, name }) => ({ id, name })) };
}
