import { airGappedVault, ownVault } from './own-vaults';
import { copyFindings } from './copies';
import { copyKeyFindings } from './copy-key';
import { POLICY_ALONE } from './known-vaults';
import type { PlanCheck } from './plan-check';
import type { WrittenRule } from './written-rule';
import type { Finding } from '../finding';

const CROSS_ACCOUNT_PAGE = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html';

/** The rules for the vaults that a plan writes to. A policy by itself does not contain them, so there they find less. */
export const VAULT_CHECKS: readonly PlanCheck[] = [
  {
    judge: ofWritten((rule) => [...ownVault(rule), ...airGappedVault(rule)]),
    inPolicies: [
      {
        name: 'retention-outside-lock',
        severity: 'error',
        source: 'backupctl',
        summary: 'a retention of less than 7 days with a logically air-gapped vault, whose lock does not allow it',
        why: 'AWS accepts it, and then every job fails; for other vaults, synth compares retention and locks',
        see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/logicallyairgappedvault.html',
      },
    ],
  },
  {
    judge: ofWritten(copyFindings),
    inPolicies: [
      {
        name: 'copy-into-itself',
        severity: 'error',
        source: 'backupctl',
        summary: 'a copy into the vault that the rule itself writes to, in one of the regions of the plan',
        why: 'AWS accepts it, and the copy fails there',
        see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html',
      },
    ],
  },
  {
    judge: ofWritten(copyKeyFindings),
    inPolicies: [
      {
        name: 'copy-into-aws-managed-key',
        severity: 'error',
        source: 'backupctl',
        summary: 'a copy into a vault of another account that has the AWS-managed key',
        why: 'the key cannot be shared, so AWS Backup copies nothing into it; by itself a policy shows this only of the vault `Default`',
        see: CROSS_ACCOUNT_PAGE,
      },
      {
        name: 'copy-under-aws-managed-key',
        severity: 'error',
        source: 'backupctl',
        summary: 'a copy to another account of types that the AWS-managed key of the source vault encrypts',
        why: 'no other account can use that key; by itself a policy shows this only of the vault `Default`',
        see: CROSS_ACCOUNT_PAGE,
      },
      {
        name: 'copy-under-source-key',
        severity: 'warning',
        source: 'backupctl',
        summary: 'a copy to another account of types that keep the key of their source, such as EC2, EBS or RDS',
        why: 'the copy fails for each resource that is encrypted with an AWS-managed key',
        see: CROSS_ACCOUNT_PAGE,
      },
      {
        name: 'copy-destination-key',
        severity: 'warning',
        source: 'backupctl',
        summary:
          'a copy of types such as EC2, EBS or RDS into a vault with an AWS-managed key, in another region or account',
        why: 'AWS documents that their copies need a customer-managed key on the destination vault',
        see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html#copy-encryption',
      },
    ],
  },
];

/** A rule about the vaults of each rule. Several regions can show one mistake: it is reported once. */
function ofWritten(check: (rule: WrittenRule) => Finding[]): PlanCheck['judge'] {
  return (plan, { vaults = POLICY_ALONE, isComplete, optedIn }) =>
    plan.rules.flatMap((rule) => {
      const { vault } = rule.value;
      const accountId = vaults.accountId ?? '$account';
      const own = vault === undefined ? [] : plan.value.regions.map((region) => ({ vault, region, accountId }));
      const findings = check({ ...rule, plan: plan.value, own, vaults, isComplete, optedIn });
      const once = new Map(findings.map((finding) => [`${finding.path} ${finding.message}`, finding]));
      return [...once.values()].map((finding) => ({ finding, from: [finding.path] }));
    });
}
