import { otherEnvironment, refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

test('N3 refuses a deprecated event and names its successor', () => {
  const input = validEnvironment(({ vault }) => {
    vault.notify = ['BACKUP_JOB_COMPLETED', 'BACKUP_JOB_FAILED'];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.vaults.EC2.notify = "BACKUP_JOB_FAILED"
        BACKUP_JOB_FAILED is deprecated: BACKUP_JOB_COMPLETED reports the end of a job, and its message has the State.
        → notify BACKUP_JOB_COMPLETED
  `);
});

test('N3 refuses a deprecated event that nothing replaces', () => {
  const input = validEnvironment(({ vault }) => {
    vault.notify = ['BACKUP_JOB_COMPLETED', 'BACKUP_PLAN_MODIFIED'];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.vaults.EC2.notify = "BACKUP_PLAN_MODIFIED"
        BACKUP_PLAN_MODIFIED is deprecated, and no other event of a vault replaces it.
        → leave it out: EventBridge reports changes of plans as "Backup Plan State Change"
  `);
});

test('N3 refuses an event that does not exist, and names the one that was meant', () => {
  const input = validEnvironment(({ vault }) => {
    vault.notify = ['BACKUP_JOB_COMPLETE'];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.vaults.EC2.notify = "BACKUP_JOB_COMPLETE"
        "BACKUP_JOB_COMPLETE" is not a vault event.
        → did you mean BACKUP_JOB_COMPLETED?
  `);
});

test('N3 warns of a vault without notifications of failed backups', () => {
  const input = validEnvironment(({ vault }) => {
    vault.notify = [];
  });
  expect(warningsOf(input)).toEqual([
    'warning backup.vaults.EC2.notify: no one is notified of failed backup jobs of vault EC2 → add BACKUP_JOB_COMPLETED',
  ]);
  const unmanaged = validEnvironment(({ vault }) => {
    vault.notify = 'unmanaged';
  });
  expect(warningsOf(unmanaged)).toEqual([]);
});

test('N3 accepts a silent vault that no rule writes to', () => {
  const input = validEnvironment(({ environment }) => {
    environment.backup.vaults.push({ name: 'Spare', notify: [] });
  });
  expect(warningsOf(input)).toEqual([]);
});

test('E2 refuses a key that is none, and one of another region', () => {
  const input = validEnvironment(({ environment, vault }) => {
    vault.key = 'alias/aws/backup';
    environment.backup.vaults.push({ name: 'EFS', key: 'arn:aws:kms:us-east-1:111111111111:key/1234' });
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.vaults.EC2.key = "alias/aws/backup"
        "alias/aws/backup" is not a key for a vault.
        → use 'aws-managed', 'customer-managed' or the ARN of a key in ap-northeast-1

      backup.vaults.EFS.key = "arn:aws:kms:us-east-1:111111111111:key/1234"
        The key is in us-east-1, but the vault is in ap-northeast-1.
        → use 'aws-managed', 'customer-managed' or the ARN of a key in ap-northeast-1
  `);
});

test('E2 refuses a compliance lock without days of grace', () => {
  const input = validEnvironment(({ vault }) => {
    vault.lock = { mode: 'compliance', minRetentionDays: 7 };
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.vaults.EC2.lock.changeableForDays
        Without a grace period, AWS turns a compliance lock into a governance lock, which users can remove.
        → set 3 or more, or 'set-before' for a lock that the vault already has
  `);
});

test('E2 refuses a compliance lock with too few or broken days of grace', () => {
  const input = validEnvironment(({ environment, vault }) => {
    vault.lock = { mode: 'compliance', changeableForDays: 2 };
    environment.backup.vaults.push({ name: 'EFS', lock: { mode: 'compliance', changeableForDays: 3.5 } });
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.vaults.EC2.lock.changeableForDays = 2
        A compliance lock needs a grace period of at least 3 whole days.
        → set 3 or more, or 'set-before' for a lock that the vault already has

      backup.vaults.EFS.lock.changeableForDays = 3.5
        A compliance lock needs a grace period of at least 3 whole days.
        → set 3 or more, or 'set-before' for a lock that the vault already has
  `);
});

test('E2 refuses a governance lock with days of grace, which would make it a compliance lock', () => {
  const input = validEnvironment(({ vault }) => {
    vault.lock = { mode: 'governance', changeableForDays: 3 };
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.vaults.EC2.lock.changeableForDays = 3
        A grace period turns a governance lock into a compliance lock, which no one can remove.
        → leave it out, or set mode to 'compliance'
  `);
});

test('E2 refuses a lock that allows nothing, and not the rules because of it', () => {
  const input = validEnvironment(({ vault }) => {
    vault.lock = { mode: 'governance', minRetentionDays: 60, maxRetentionDays: 30 };
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.vaults.EC2.lock.minRetentionDays = 60
        The minimum retention of 60 days exceeds the maximum of 30 days.
        → set 30 or less
  `);
});

test('E3 refuses a retention outside the lock of the rule’s own vault', () => {
  const input = validEnvironment(({ vault, rule }) => {
    vault.lock = { mode: 'governance', minRetentionDays: 7, maxRetentionDays: 365 };
    rule.deleteAfterDays = 6;
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.deleteAfterDays = 6
        Kept 6 days, but the lock of vault EC2 allows 7 to 365 days: every job would fail.
        → delete after 7 to 365 days, or change the lock
  `);
});

test('E3 refuses recovery points that never expire in a vault whose lock limits retention', () => {
  const input = validEnvironment(({ vault, rule }) => {
    vault.lock = { mode: 'governance', maxRetentionDays: 365 };
    delete rule.deleteAfterDays;
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.deleteAfterDays
        Kept forever, but the lock of vault EC2 allows 1 to 365 days: every job would fail.
        → delete after 1 to 365 days, or change the lock
  `);
});

test('E8 refuses a retention outside the lock of a copy’s target, given or taken over', () => {
  const input = validEnvironment(({ environment, rule }) => {
    const lock = { mode: 'compliance', minRetentionDays: 90, changeableForDays: 3 } as const;
    environment.backup.vaults.push({ name: 'Osaka', region: 'ap-northeast-3', lock }, { name: 'Locked', lock });
    rule.copies = [
      { vault: 'Osaka', region: 'ap-northeast-3' },
      { vault: 'Locked', deleteAfterDays: 89 },
    ];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.plans.EC2.rules.Daily.copies.Osaka.deleteAfterDays = 30
        Kept 30 days, but the lock of vault Osaka allows 90 or more days: every job would fail.
        → delete after 90 or more days, or change the lock

      backup.plans.EC2.rules.Daily.copies.Locked.deleteAfterDays = 89
        Kept 89 days, but the lock of vault Locked allows 90 or more days: every job would fail.
        → delete after 90 or more days, or change the lock
  `);
});

test('E3 refuses a vault that is not defined', () => {
  const input = validEnvironment(({ rule }) => {
    rule.vault = 'EC3';
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.vault = "EC3"
        Vault EC3 is not defined in ap-northeast-1: dev has EC2 there.
        → add { name: 'EC3', region: 'ap-northeast-1' } to backup.vaults of environment dev, or use a vault that exists there
  `);
});

test('E3 refuses a plan in a region where its vault is not', () => {
  const input = validEnvironment(({ plan }) => {
    plan.region = 'ap-northeast-3';
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.vault = "EC2"
        Vault EC2 is not defined in ap-northeast-3: dev has no vault there.
        → add { name: 'EC2', region: 'ap-northeast-3' } to backup.vaults of environment dev, or use a vault that exists there
  `);
});

test('E8 refuses a copy into a region with no vault there', () => {
  const input = validEnvironment(({ rule }) => {
    rule.copies = [{ vault: 'EC2', region: 'ap-northeast-3' }];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.copies.EC2.vault = "EC2"
        Vault EC2 is not defined in ap-northeast-3: dev has no vault there.
        → add { name: 'EC2', region: 'ap-northeast-3' } to backup.vaults of environment dev, or use a vault that exists there
  `);
});

test('E8 refuses a copy into the vault that it comes from, and the same copy twice', () => {
  const input = validEnvironment(({ environment, rule }) => {
    environment.backup.vaults.push({ name: 'EC2', region: 'ap-northeast-3' });
    rule.copies = [
      { vault: 'EC2' },
      { vault: 'EC2', region: 'ap-northeast-3' },
      { vault: 'EC2', region: 'ap-northeast-3', deleteAfterDays: 90 },
    ];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.plans.EC2.rules.Daily.copies.EC2
        Copies into vault EC2 in ap-northeast-1, which the rule itself writes to.
        → copy to another region or account, or remove the copy

      backup.plans.EC2.rules.Daily.copies.EC2[ap-northeast-3]
        Copies twice into vault EC2 in ap-northeast-3 of account 111111111111.
        → remove one of the copies
  `);
});

test('E8 refuses a copy to another environment that has no such vault, or does not admit it', () => {
  const input = validEnvironment(({ environment, vault, rule }) => {
    vault.key = 'customer-managed';
    rule.copies = [
      { vault: 'EC2', accountId: '333333333333' },
      { vault: 'Copies', accountId: '333333333333' },
    ];
    environment.backup.regionSettings = [{ region: 'ap-northeast-1', optIn: { EC2: true } }];
  });
  const other = otherEnvironment(({ vault }) => {
    vault.key = 'customer-managed';
  });
  expect(refusalOf(input, other)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.plans.EC2.rules.Daily.copies.EC2
        Vault EC2 of environment prod accepts no copies from account 111111111111.
        → add account 111111111111 to accessPolicy.copiesFromAccounts of that vault

      backup.plans.EC2.rules.Daily.copies.Copies.vault = "Copies"
        Vault Copies is not defined in ap-northeast-1: prod has EC2 there.
        → add { name: 'Copies', region: 'ap-northeast-1' } to backup.vaults of environment prod, or use a vault that exists there
  `);
});

test('E8 X1 accepts a copy to another environment whose vault has a policy that is not managed: who it admits is unknown', () => {
  const input = validEnvironment(({ vault, rule }) => {
    vault.key = 'customer-managed';
    rule.copies = [{ vault: 'EC2', accountId: '333333333333' }];
  });
  const admitting = (accessPolicy: 'unmanaged' | undefined) =>
    otherEnvironment(({ vault }) => {
      vault.key = 'customer-managed';
      if (accessPolicy) vault.accessPolicy = accessPolicy;
    });
  expect(() => warningsOf(input, admitting('unmanaged'))).not.toThrow();
  expect(refusalOf(input, admitting(undefined))).toContain('accepts no copies from account 111111111111');
});

test('E8 refuses a copy into a vault with an AWS-managed key of another environment, whatever it selects', () => {
  const copied = (resource: string) =>
    validEnvironment(({ vault, rule, selection }) => {
      vault.key = 'customer-managed';
      rule.copies = [{ vault: 'EC2', accountId: '333333333333' }];
      selection.resources = [resource];
    });
  const other = otherEnvironment(({ vault }) => {
    vault.accessPolicy = { copiesFromAccounts: ['111111111111'] };
  });
  const refused = text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.copies.EC2
        Copies into vault EC2 of account 333333333333 would fail: its AWS-managed key cannot be shared with other accounts.
        → give vault EC2 of environment prod a customer-managed key, or copy into a vault with a customer-managed key in account 333333333333
  `;
  expect(refusalOf(copied('arn:aws:elasticfilesystem:*:*:file-system/*'), other)).toBe(refused);
  expect(refusalOf(copied('arn:aws:ec2:*:*:instance/*'), other)).toBe(refused);
});

test('E8 holds a copy to the lock of another environment’s vault', () => {
  const input = validEnvironment(({ vault, rule }) => {
    vault.key = 'customer-managed';
    rule.copies = [{ vault: 'EC2', accountId: '333333333333' }];
  });
  const other = otherEnvironment(({ vault, rule }) => {
    vault.key = 'customer-managed';
    vault.accessPolicy = { copiesFromAccounts: ['111111111111'] };
    vault.lock = { mode: 'governance', minRetentionDays: 60 };
    rule.deleteAfterDays = 60;
  });
  expect(refusalOf(input, other)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.copies.EC2.deleteAfterDays = 30
        Kept 30 days, but the lock of vault EC2 allows 60 or more days: every job would fail.
        → delete after 60 or more days, or change the lock
  `);
});

test('E2 refuses an air-gapped vault that is not one, or is in another region', () => {
  const input = validEnvironment(({ plan, rule }) => {
    rule.airGappedVaultArn = 'AirGapped';
    plan.rules.push({
      ...rule,
      name: 'Noon',
      schedule: 'cron(0 12 * * ? *)',
      airGappedVaultArn: 'arn:aws:backup:ap-northeast-3:222222222222:backup-vault:AirGapped',
    });
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.plans.EC2.rules.Daily.airGappedVaultArn = "AirGapped"
        It is not the ARN of a vault.
        → use arn:aws:backup:ap-northeast-1:111111111111:backup-vault:<name>

      backup.plans.EC2.rules.Noon.airGappedVaultArn = "arn:aws:backup:ap-northeast-3:222222222222:backup-vault:AirGapped"
        The vault is in ap-northeast-3 of account 222222222222, but the plan is in ap-northeast-1 of account 111111111111.
        → use arn:aws:backup:ap-northeast-1:111111111111:backup-vault:<name>
  `);
});

test('E2 refuses a retention that no air-gapped vault takes', () => {
  const input = validEnvironment(({ rule }) => {
    rule.airGappedVaultArn = 'arn:aws:backup:ap-northeast-1:111111111111:backup-vault:AirGapped';
    rule.deleteAfterDays = 6;
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules.Daily.deleteAfterDays = 6
        Kept 6 days, but the lock of vault AirGapped allows 7 to 36500 days: every job would fail.
        → delete after 7 to 36500 days, or change the lock
  `);
});

test('E2 E8 accepts retentions at both ends of a lock, and copies that are admitted', () => {
  const input = validEnvironment(({ environment, vault, rule }) => {
    vault.key = 'customer-managed';
    vault.lock = { mode: 'compliance', minRetentionDays: 30, maxRetentionDays: 30, changeableForDays: 3 };
    rule.copies = [{ vault: 'EC2', accountId: '333333333333', deleteAfterDays: 90 }];
    environment.backup.regionSettings = [{ region: 'ap-northeast-1', optIn: { EFS: true } }];
  });
  const other = otherEnvironment(({ vault }) => {
    vault.key = 'customer-managed';
    vault.accessPolicy = { copiesFromOrganization: 'o-abcde12345' };
    vault.notify = ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED'];
  });
  expect(warningsOf(input, other)).toEqual([]);
});
