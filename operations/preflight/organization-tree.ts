import type { OrganizationsClient } from '@aws-sdk/client-organizations';

import { sizeText } from '../../domain/organization/tree';
import { differenceLines } from '../../domain/organization/tree-changes-text';
import { attachmentDifferences, attachmentLines, treeDifferences } from '../organization-differences';
import type { Progress } from '../progress';
import type { Check, Wanted } from './check';

/** The OUs and accounts of the repository: an account that only AWS has can get policies of which no one knows (M7). */
export async function checkOrganizationTree(
  client: OrganizationsClient,
  wanted: Wanted,
  progress: Progress,
): Promise<Check> {
  const { found, changes } = await treeDifferences(client, wanted, progress);
  const check = 'tree';
  const size = sizeText(found);
  if (changes.length === 0) return { check, state: 'ok', message: `${size}, as in the repository` };
  const message = [`the repository differs from AWS, which has ${size}`, ...differenceLines(changes)].join('\n');
  return { check, state: 'off', message, command: 'npx backupctl organization pull' };
}

/** The backup policies and their targets. The first apply creates those that AWS does not have. */
export async function checkPolicies(client: OrganizationsClient, wanted: Wanted, progress: Progress): Promise<Check> {
  const lines = attachmentLines(await attachmentDifferences(client, wanted, progress), wanted);
  const check = 'backup-policies';
  if (lines.length === 0) return { check, state: 'ok', message: 'attached as in the repository' };
  return { check, state: 'notice', message: ['the repository differs from AWS', ...lines].join('\n') };
}
