import type { Answers } from './answers';

/** A command to run next, and what it does. */
export interface NextCommand {
  readonly command: string;
  readonly purpose: string;
}

/**
 * The three commands that follow a first configuration.
 * @param hasTree whether the tree of the organization is pulled
 */
export function nextCommands(
  { organization, environments: [first] }: Answers,
  { hasTree }: { readonly hasTree: boolean },
): NextCommand[] {
  const bootstrap = {
    command: `npx backupctl bootstrap --environment ${first?.name} --dry-run`,
    purpose: `shows the state bucket and the roles to create in account ${first?.accountId}`,
  };
  const preflight = {
    command: 'npx backupctl preflight',
    purpose: `checks the organization, with credentials of account ${organization?.managementAccount}`,
  };
  const pull = {
    command: 'npx backupctl organization pull',
    purpose: 'writes the OUs and accounts to organization-tree.json, which organization.ts can then import',
  };
  const synth = { command: 'npx backupctl synth', purpose: 'writes the stacks, and shows what they will do' };
  if (!organization) {
    const create = { command: bootstrap.command.replace('--dry-run', '--yes'), purpose: 'creates them' };
    return [synth, bootstrap, create];
  }
  return hasTree ? [synth, preflight, bootstrap] : [synth, pull, preflight];
}
