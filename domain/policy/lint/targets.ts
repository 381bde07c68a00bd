import { REGIONS } from '../../backup/regions';
import type { Finding } from '../../finding';
import { nearest } from '../../nearest';
import { found, OBSERVED, type Concern, type RuleDescription } from './concern';
import { below, child, entriesOf, has, type Section } from './section';
import { copiesOf, rulesOf } from './traversal';
import { assignedText } from './values';

const copyTarget: RuleDescription = {
  name: 'copy-target-not-allowed',
  severity: 'error',
  source: 'aws',
  summary: 'a copy into something else than `arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME`',
  why: 'the region is literal (`$region` is refused), the account is `$account` or twelve digits',
  see: OBSERVED,
};

const copyTargetMissing: RuleDescription = {
  name: 'copy-target-missing',
  severity: 'error',
  source: 'aws',
  summary: 'a copy action without `target_backup_vault_arn`',
  why: 'the key of a copy action is not enough: the vault must be written below it too',
  see: OBSERVED,
};

const copyTargetDiffers: RuleDescription = {
  name: 'copy-target-differs',
  severity: 'error',
  source: 'aws',
  summary: 'a copy action whose key is not the ARN of its target vault',
  why: "the key is the target vault's ARN",
  see: OBSERVED,
};

const copyRegionUnknown: RuleDescription = {
  name: 'copy-region-unknown',
  severity: 'error',
  source: 'backupctl',
  summary: 'a copy into a region that does not exist',
  why: 'every copy job would fail',
  see: 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html',
};

const airGapped: RuleDescription = {
  name: 'air-gapped-target-not-allowed',
  severity: 'error',
  source: 'aws',
  summary: 'a logically air-gapped target that is not `arn:aws:backup:$region:$account:backup-vault:NAME`',
  why: 'other than for copies, a literal region or account is refused',
  see: OBSERVED,
};

const COPY_TARGET = /^arn:aws:backup:([a-z]{2}(?:-[a-z]+)+-\d):(?:\$account|\d{12}):backup-vault:[A-Za-z0-9_-]{1,50}$/;
const AIR_GAPPED_TARGET = /^arn:aws:backup:\$region:\$account:backup-vault:[A-Za-z0-9_-]{1,50}$/;

/** Where recovery points go beside the vault of their rule. */
export const targets: Concern = {
  rules: [copyTarget, copyTargetMissing, copyTargetDiffers, copyRegionUnknown, airGapped],
  check: ({ document }) =>
    rulesOf(document).flatMap(({ rule }) => [
      ...entriesOf(child(rule, 'copy_actions')).flatMap(({ name }) =>
        arnNotAllowed(name, `${below(rule, 'copy_actions')}/${name}`),
      ),
      ...copiesOf(rule).flatMap(targetOfCopy),
      ...airGappedTarget(rule),
    ]),
};

function targetOfCopy(copy: Section): Finding[] {
  const path = below(copy, 'target_backup_vault_arn');
  if (!has(copy, 'target_backup_vault_arn')) {
    const message = 'the copy action does not say into which vault';
    return [found(copyTargetMissing, { path, message, remedy: `assign ${copy.name}` })];
  }
  const target = assignedText(copy, 'target_backup_vault_arn');
  if (target === undefined || target.toLowerCase() === copy.name.toLowerCase()) return [];
  return [
    ...arnNotAllowed(target, path),
    found(copyTargetDiffers, {
      path,
      found: target,
      message: `the copy action is called ${copy.name}, but copies into ${target}`,
      remedy: `use ${target} as the key too`,
    }),
  ];
}

function arnNotAllowed(arn: string, path: string): Finding[] {
  const region = COPY_TARGET.exec(arn)?.[1];
  if (region === undefined) {
    return [
      found(copyTarget, {
        path,
        found: arn,
        message: arn.includes('$region')
          ? 'the region of a copy must be literal: $region is refused'
          : `"${arn}" is not the ARN of a vault that can be copied into`,
        remedy:
          'write arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME with a literal region, and $account or twelve digits',
      }),
    ];
  }
  if (REGIONS.includes(region)) return [];
  const meant = nearest(region, REGIONS);
  const remedy = meant === undefined ? 'write a region of AWS' : `write ${meant}`;
  return [found(copyRegionUnknown, { path, found: arn, message: `there is no region ${region}`, remedy })];
}

function airGappedTarget(rule: Section): Finding[] {
  const key = 'target_logically_air_gapped_backup_vault_arn';
  const arn = assignedText(rule, key);
  if (arn === undefined || AIR_GAPPED_TARGET.test(arn)) return [];
  const vault = /:backup-vault:([A-Za-z0-9_-]{1,50})$/.exec(arn)?.[1] ?? 'NAME';
  return [
    found(airGapped, {
      path: below(rule, key),
      found: arn,
      message: `"${arn}" is not written with $region and $account`,
      remedy: `write arn:aws:backup:$region:$account:backup-vault:${vault}`,
    }),
  ];
}
