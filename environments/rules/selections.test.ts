import type { EnvironmentInput } from '../schema';
import { type Parts, refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

function selecting(selection: Omit<Parts['selection'], 'name'>): EnvironmentInput {
  return validEnvironment((parts) => {
    parts.plan.selections = [{ name: 'Tagged', ...selection }];
  });
}

test('N7 refuses an unintended selection of everything, also by empty conditions', () => {
  expect(refusalOf(selecting({}))).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.selections.Tagged
        Has neither tags nor resources, so AWS Backup selects everything.
        → add tags or resources, or write resources: ['*']
  `);
  expect(refusalOf(selecting({ conditions: { stringEquals: {} }, notResources: ['arn:aws:s3:::*'] }))).toBe(
    refusalOf(selecting({})),
  );
});

test('N7 accepts an intended selection of everything', () => {
  expect(warningsOf(selecting({ resources: ['*'] }))).toEqual([]);
});

test('N7 refuses several tags without a word on whether any or all count', () => {
  expect(refusalOf(selecting({ tags: { AWSBackup: 'EC2', Team: 'a' } }))).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.selections.Tagged.tags
        2 tags, but not whether a resource needs any or all of them.
        → add match: 'any' or match: 'all'
  `);
});

test('N7 warns that any of the tags are added to the resources', () => {
  const resources = ['arn:aws:ec2:*:*:instance/*'];
  const warning =
    "warning backup.plans.EC2.selections.Tagged.match: AWS Backup combines both: all of the resources, and everything else that has any of the tags → write match: 'all' for resources that have the tags, or write two selections";
  expect(warningsOf(selecting({ tags: { AWSBackup: ['EC2', 'EFS'] }, match: 'any', resources }))).toEqual([warning]);
  expect(warningsOf(selecting({ tags: { AWSBackup: 'EC2', Team: 'a' }, match: 'all', resources }))).toEqual([]);
});

test('N7 refuses two values of one tag of which all must count', () => {
  const input = selecting({
    tags: { AWSBackup: ['EC2', 'EFS'] },
    match: 'all',
    conditions: { stringEquals: { Team: ['a', 'b'] }, stringNotEquals: { Stage: ['old', 'older'] } },
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.plans.EC2.selections.Tagged.tags.AWSBackup
        A resource cannot have two values of one tag, so nothing would be selected.
        → keep one value, or select by a list of tags, of which a resource needs only one

      backup.plans.EC2.selections.Tagged.conditions.stringEquals.Team
        A resource cannot have two values of one tag, so nothing would be selected.
        → keep one value, or select by a list of tags, of which a resource needs only one
  `);
});

test('N7 refuses a tag without a value, which would leave the resources alone to decide', () => {
  const input = selecting({ tags: { AWSBackup: [] }, resources: ['arn:aws:ec2:*:*:instance/*'] });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.selections.Tagged.tags.AWSBackup
        A tag without a value selects nothing.
        → give it a value, or remove it
  `);
});

test('N7 refuses a tag that a condition would replace', () => {
  const input = selecting({
    tags: { AWSBackup: 'EC2' },
    match: 'all',
    conditions: { stringEquals: { AWSBackup: 'x' } },
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.selections.Tagged.conditions.stringEquals.AWSBackup
        The tag AWSBackup is in tags too, but a resource has it only once.
        → remove one of them
  `);
});

test('N7 refuses tags of which any counts beside conditions', () => {
  const input = selecting({ tags: { AWSBackup: 'EC2' }, conditions: { stringNotLike: { Name: 'tmp-*' } } });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.selections.Tagged.conditions
        AWS does not document how conditions combine with tags of which any matches.
        → write match: 'all', or put everything into conditions
  `);
});

test('N7 refuses resources that AWS Backup does not know or the plan cannot reach', () => {
  const input = selecting({
    resources: [
      'i-0123456789',
      'arn:aws:sqs:*:*:*',
      'arn:aws:ec2:us-east-1:111111111111:volume/vol-1',
      'arn:aws:ec2:ap-northeast-1:222222222222:volume/vol-1',
    ],
    notResources: ['arn:aws:ec2:*:*:instances/*'],
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 5 problems

      backup.plans.EC2.selections.Tagged.resources
        "i-0123456789" matches no resource that AWS Backup supports.
        → write an ARN, or a pattern such as arn:aws:ec2:*:*:instance/*

      backup.plans.EC2.selections.Tagged.resources
        "arn:aws:sqs:*:*:*" matches no resource that AWS Backup supports.
        → write an ARN, or a pattern such as arn:aws:ec2:*:*:instance/*

      backup.plans.EC2.selections.Tagged.resources
        "arn:aws:ec2:us-east-1:111111111111:volume/vol-1" is in us-east-1, but the plan is in ap-northeast-1.
        → move it into a plan with region: 'us-east-1'

      backup.plans.EC2.selections.Tagged.resources
        "arn:aws:ec2:ap-northeast-1:222222222222:volume/vol-1" is in account 222222222222, but the plan is in 111111111111.
        → name resources of account 111111111111, or put * in its place

      backup.plans.EC2.selections.Tagged.notResources
        "arn:aws:ec2:*:*:instances/*" matches no resource that AWS Backup supports.
        → write an ARN, or a pattern such as arn:aws:ec2:*:*:instance/*
  `);
});

test('N7 refuses a selection that its exclusions or the region’s opt-in empty', () => {
  const input = validEnvironment(({ environment, plan, selection }) => {
    environment.backup.regionSettings = [{ region: 'ap-northeast-1', optIn: { EC2: true, EFS: false } }];
    selection.notResources = ['arn:aws:ec2:*'];
    plan.selections.push({
      name: 'Clusters',
      resources: ['arn:aws:rds:*:*:cluster:*'],
      notResources: ['arn:aws:rds:*'],
    });
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      backup.plans.EC2.selections.Clusters.notResources
        Excludes everything that the selection could select.
        → exclude less, or remove the selection

      backup.plans.EC2.selections.Tagged.resources
        Nothing can be selected: every resource type that ap-northeast-1 has opted in is excluded.
        → exclude less, or opt the type in by regionSettings
  `);
});

test('N7 accepts what a selection names although the region has not opted it in', () => {
  const input = validEnvironment(({ environment, selection }) => {
    environment.backup.regionSettings = [{ region: 'ap-northeast-1', optIn: { EFS: true } }];
    selection.resources = ['arn:aws:ec2:ap-northeast-1:111111111111:instance/i-0123456789'];
  });
  expect(warningsOf(input)).toEqual([]);
});

test('N7 refuses conditions that exclude each other, and keys that no tag has', () => {
  const input = selecting({
    resources: ['arn:aws:ec2:*:*:instance/*'],
    conditions: {
      stringEquals: { Stage: 'prod' },
      stringNotLike: { Stage: 'pr*', Team: '*' },
      stringNotEquals: { '': 'v' },
    },
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 3 problems

      backup.plans.EC2.selections.Tagged.conditions.stringNotLike.Stage
        No value of the tag Stage satisfies StringEquals "prod" and StringNotLike "pr*", so nothing would be selected.
        → leave one of the conditions out, or correct its value

      backup.plans.EC2.selections.Tagged.conditions.stringNotLike.Team
        No value of the tag Team satisfies StringNotLike "*", so nothing would be selected.
        → leave one of the conditions out, or correct its value

      backup.plans.EC2.selections.Tagged.conditions.stringNotEquals.
        The key of the tag is empty.
        → use 1 to 128 characters
  `);
});

test('N7 warns of a prefix that is added anyway, also among the tags of which all must match', () => {
  const warning = (place: string) =>
    `warning backup.plans.EC2.selections.Tagged.${place}: conditions get aws:ResourceTag/ where AWS requires it: here, name only the tag → write Stage`;
  const resources = ['arn:aws:ec2:*:*:instance/*'];
  const prefixed = { 'aws:ResourceTag/Stage': 'prod' };
  expect(warningsOf(selecting({ resources, conditions: { stringEquals: prefixed } }))).toEqual([
    warning('conditions.stringEquals.aws:ResourceTag/Stage'),
  ]);
  expect(warningsOf(selecting({ resources, tags: prefixed, match: 'all' }))).toEqual([
    warning('tags.aws:ResourceTag/Stage'),
  ]);
  expect(warningsOf(selecting({ resources, conditions: { stringEquals: { 'aws:x:Stage': 'prod' } } }))).toEqual([]);
});

test('N7 refuses the prefix in a tag of which any matches', () => {
  expect(refusalOf(selecting({ tags: { 'AWS:ResourceTag/Stage': 'prod' } }))).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.selections.Tagged.tags.AWS:ResourceTag/Stage = "AWS:ResourceTag/Stage"
        The prefix aws:ResourceTag/ is for conditions only: no tag has this key.
        → write Stage
  `);
});

test('N7 warns of a * in a tag, of objects, and of continuous backup of types without it', () => {
  const input = validEnvironment(({ plan, rule }) => {
    rule.continuous = true;
    plan.selections = [
      { name: 'Tagged', tags: { Stage: 'prod-*' }, match: 'all', resources: ['arn:aws:ec2:*:*:instance/*'] },
    ];
  });
  expect(warningsOf(input)).toEqual([
    'warning backup.plans.EC2.selections.Tagged.tags.Stage: "prod-*" is compared literally here: only a tag whose value contains the * itself matches → use a StringLike condition for a pattern',
    'warning backup.plans.EC2.rules.Daily.continuous: the plan selects only EC2, which cannot be restored to a point in time: AWS Backup takes periodic backups instead → leave continuous backup out, or select Aurora, RDS, S3 or SAP HANA',
  ]);
  expect(
    warningsOf(selecting({ resources: ['arn:aws:s3:::a', 'arn:aws:s3:::b'], notResources: ['arn:aws:s3:::b*'] })),
  ).toEqual([
    'warning backup.plans.EC2.selections.Tagged.resources: "arn:aws:s3:::b" is excluded too, so it is never selected → remove it here, or exclude less',
  ]);
  expect(warningsOf(selecting({ resources: ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket'] }))).toEqual([
    'warning backup.plans.EC2.selections.Tagged.resources: "arn:aws:s3:::bucket/*" is an object of S3, which AWS Backup does not back up → name the bucket, database, file system, instance, table or volume that it belongs to',
  ]);
  const snapshot = 'arn:aws:ec2:ap-northeast-1::snapshot/snap-0123456789abcdef0';
  for (const resources of [[snapshot], [snapshot, 'arn:aws:ec2:*:*:volume/*']]) {
    expect(warningsOf(selecting({ resources }))).toEqual([
      `warning backup.plans.EC2.selections.Tagged.resources: "${snapshot}" is a snapshot of EBS, which AWS Backup does not back up → name the bucket, database, file system, instance, table or volume that it belongs to`,
    ]);
  }
});

test('E3 refuses a plan without rules', () => {
  const input = validEnvironment(({ plan }) => {
    plan.rules = [];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules
        AWS rejects a plan without rules.
        → add a rule, or remove the plan
  `);
});

test('E4 warns of a plan that selects nothing', () => {
  const empty = (otherSelections?: 'unmanaged') =>
    validEnvironment(({ plan }) => {
      Object.assign(plan, { selections: [], otherSelections });
    });
  expect(warningsOf(empty('unmanaged'))).toEqual([]);
  expect(warningsOf(empty())).toEqual([
    'warning backup.plans.EC2.selections: the plan selects nothing, so it backs up nothing → add a selection',
  ]);
});

test('E3 E8 warns of cold storage, in a rule and in its copy, for types that ignore it', () => {
  const input = validEnvironment(({ environment, rule, selection }) => {
    environment.backup.vaults.push({ name: 'Copies' });
    Object.assign(rule, { coldStorageAfterDays: 30, deleteAfterDays: 120 });
    rule.copies = [{ vault: 'Copies', coldStorageAfterDays: 7 }];
    selection.resources = ['arn:aws:ec2:*:*:instance/*', 'arn:aws:ec2:*:*:volume/*'];
  });
  expect(warningsOf(input)).toEqual([
    'warning backup.plans.EC2.rules.Daily.coldStorageAfterDays: the plan selects only EBS, EC2, whose recovery points never move to cold storage: AWS silently ignores the setting → leave cold storage out, or opt EBS in to the archive',
    'warning backup.plans.EC2.rules.Daily.copies.Copies.coldStorageAfterDays: the plan selects only EBS, EC2, whose recovery points never move to cold storage: AWS silently ignores the setting → leave cold storage out, or opt EBS in to the archive',
  ]);
});
