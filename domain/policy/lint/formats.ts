import { DOCUMENTED_LIMITS } from '../../aws-limits/documented';
import { AWS_LIMITS } from '../../aws-limits/generated';
import { patternOf } from '../../aws-limits/limit';
import { nameNotAllowed } from '../../backup/names';
import { inPartition, partitionOfArn, partitionOfRegion, regionsOf } from '../../backup/partitions';
import { regionUnknown } from '../../backup/regions';
import type { Finding } from '../../finding';
import { nearest } from '../../nearest';
import { resourceTypeUnknown } from './resource-type-format';
import { type Format, found, OBSERVED, type RuleDescription } from './rule';

const { iam } = AWS_LIMITS;
const { policyVaultName } = DOCUMENTED_LIMITS;
const VAULT_IN_POLICY = patternOf(policyVaultName);
const AT_END = new RegExp(`:backup-vault:(${policyVaultName.pattern})$`);
const BEFORE_NAME = ':backup-vault:';

const nameRule: RuleDescription = {
  name: 'name-not-allowed',
  severity: 'error',
  source: 'aws',
  summary: 'a name of a plan, rule, selection, condition or vault with characters that AWS does not accept',
  why: 'names have 1 to 50 letters, digits, `_`, `-` and, except for vaults, dots',
  see: OBSERVED,
};

const vaultNameTooShort: RuleDescription = {
  name: 'vault-name-too-short',
  severity: 'error',
  source: 'backupctl',
  summary: 'a vault name of one character',
  why: 'CreatePolicy accepts it, but no vault can have it: the Backup API requires 2 to 50 characters',
  see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html',
};

export const VAULT_NAME: Format = (name, path) => {
  if (name.length !== 1 || !VAULT_IN_POLICY.test(name)) return nameNotAllowed('vault', name, path);
  return [
    found(vaultNameTooShort, {
      path,
      found: name,
      message: `no vault can have the name "${name}": a vault name has 2 to 50 characters`,
      remedy: 'use the name of a vault that exists',
    }),
  ];
};

const regionRule: RuleDescription = {
  name: 'region-unknown',
  severity: 'error',
  source: 'aws',
  summary: 'a region that does not exist, or `*`',
  why: 'CreatePolicy accepts only region codes; it ignores repeats',
  see: OBSERVED,
};

export const REGION: Format = regionUnknown;

const roleArn: RuleDescription = {
  name: 'role-arn-not-allowed',
  severity: 'error',
  source: 'aws',
  summary: 'a role that is not written as `arn:aws:iam::$account:role/...`',
  why: 'the policy applies to many accounts, so CreatePolicy rejects a literal account ID; paths are allowed',
  see: OBSERVED,
};

const ROLE = /^arn:aws:iam::\$account:role\/[\w+=,.@/-]*[\w+=,.@-]$/;

const roleNameTooLong: RuleDescription = {
  name: 'role-name-too-long',
  severity: 'error',
  source: 'backupctl',
  summary: `a role whose name has more than ${iam.roleNameType.max} characters`,
  why: 'no role can have it, so every backup job would fail',
  see: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html',
};

export const ROLE_ARN: Format = (arn, path) => {
  const [partition, inAws] = [partitionOfArn(arn) ?? 'aws', inPartition('aws', arn)];
  if (ROLE.test(inAws)) return roleName(arn, path);
  const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(inAws) ?? [];
  return [
    found(roleArn, {
      path,
      found: arn,
      message:
        account === undefined
          ? `"${arn}" is not the ARN of a role`
          : `the role belongs to account ${account}, but the policy can apply to other accounts`,
      remedy: `write arn:${partition}:iam::$account:role/${name ?? 'NAME'}`,
    }),
  ];
};

function roleName(arn: string, path: string): Finding[] {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const most = iam.roleNameType.max;
  if (name.length <= most) return [];
  return [
    found(roleNameTooLong, {
      path,
      found: arn,
      message: `the name of the role has ${name.length} characters, but no role can have more than ${most}`,
      remedy: 'use the name of a role that exists',
    }),
  ];
}

const airGapped: RuleDescription = {
  name: 'air-gapped-target-not-allowed',
  severity: 'error',
  source: 'aws',
  summary: 'a logically air-gapped target that is not `arn:aws:backup:$region:$account:backup-vault:NAME`',
  why: 'unlike for copies, CreatePolicy rejects a literal region or account',
  see: OBSERVED,
};

export const AIR_GAPPED_ARN: Format = (arn, path) => {
  const vault = AT_END.exec(arn)?.[1];
  const expected = `arn:${partitionOfArn(arn) ?? 'aws'}:backup:$region:$account:backup-vault:${vault ?? 'NAME'}`;
  if (vault !== undefined && arn === expected) return vault.length === 1 ? VAULT_NAME(vault, path) : [];
  const prefix = expected.slice(0, expected.indexOf(BEFORE_NAME) + BEFORE_NAME.length);
  if (arn.startsWith(prefix)) return VAULT_NAME(arn.slice(prefix.length), path);
  return [
    found(airGapped, {
      path,
      found: arn,
      message: `"${arn}" is not written with $region and $account`,
      remedy: `write ${expected}`,
    }),
  ];
};

const copyTarget: RuleDescription = {
  name: 'copy-target-not-allowed',
  severity: 'error',
  source: 'aws',
  summary: 'a copy to anything other than `arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME`',
  why: 'the region is literal (`$region` is rejected), the account is `$account` or twelve digits',
  see: OBSERVED,
};

const copyRegionUnknown: RuleDescription = {
  name: 'copy-region-unknown',
  severity: 'error',
  source: 'backupctl',
  summary: 'a copy to a region that does not exist',
  why: 'every copy job would fail',
  see: 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html',
};

const COPY_ARN = /^arn:aws:backup:([a-z]{2,4}(?:-[a-z]+)+-\d):(?:\$account|\d{12}):backup-vault:(.+)$/s;

export const COPY_TARGET: Format = (arn, path) => {
  const partition = partitionOfArn(arn) ?? 'aws';
  const [, region, vault = ''] = COPY_ARN.exec(inPartition('aws', arn)) ?? [];
  if (region === undefined) {
    return [
      found(copyTarget, {
        path,
        found: arn,
        message: arn.includes('$region')
          ? 'the region of a copy must be literal, but is $region'
          : `"${arn}" is not the ARN of a vault that a policy can copy to`,
        remedy: `write arn:${partition}:backup:REGION:ACCOUNT:backup-vault:NAME with a literal region, and $account or twelve digits`,
      }),
    ];
  }
  const name = VAULT_NAME(vault, path);
  if (regionsOf(partition).includes(region)) return name;
  return [...name, noSuchRegion(arn, path, { region, partition })];
};

function noSuchRegion(
  arn: string,
  path: string,
  { region, partition }: { readonly region: string; readonly partition: string },
): Finding {
  const another = partitionOfRegion(region);
  if (another !== partition) {
    const message = `${region} is a region of ${another}, but the ARN names ${partition}`;
    const remedy = `write ${inPartition(another, arn)}, or a region of ${partition}`;
    return found(copyRegionUnknown, { path, found: arn, message, remedy });
  }
  const similar = nearest(region, regionsOf(partition));
  const remedy = similar === undefined ? 'write a region of AWS' : `write ${similar}`;
  return found(copyRegionUnknown, { path, found: arn, message: `there is no region ${region}`, remedy });
}

/** The rules about texts and names. */
export const FORMAT_RULES: readonly RuleDescription[] = [
  nameRule,
  vaultNameTooShort,
  regionRule,
  roleArn,
  roleNameTooLong,
  copyTarget,
  copyRegionUnknown,
  airGapped,
  resourceTypeUnknown,
];
