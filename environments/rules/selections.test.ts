import type { EnvironmentInput } from '../schema';
import { type Parts, refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

function selecting(selection: Omit<Parts['selection'], 'name'>): EnvironmentInput {
  return validEnvironment((parts) => {
    parts.plan.selections = [{ name: 'Tagged', ...selection }];
  });
}

test('N7 refuses a selection of everything that nobody asked for, also by empty conditions', () => {
  expect(refusalOf(selecting({}))).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.selections.Tagged
        Names neither tags nor resources, which makes AWS Backup select everything.
        → add tags or resources, or say resources: ['*']
  `);
  expect(refusalOf(selecting({ conditions: { stringEquals: {} }, notResources: ['arn:aws:s3:::*'] }))).toBe(
    refusalOf(selecting({})),
  );
});

test('N7 takes a selection of everything that somebody asked for', () => {
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
    "warning backup.plans.EC2.selections.Tagged.match: AWS Backup adds the two together: all of the resources, and whatever else carries any of the tags → say match: 'all' for resources that carry the tags, or make two selections";
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
        A resource cannot carry two values of one tag, so nothing would be selected.
        → give one value a tag, or say match: 'any'

      backup.plans.EC2.selections.Tagged.conditions.stringEquals.Team
        A resource cannot carry two values of one tag, so nothing would be selected.
        → give one value, or put the tag into tags with match: 'any'
  `);
});

test('N7 refuses a tag without a value, which would leave the resources alone to decide', () => {
  const input = selecting({ tags: { AWSBackup: [] }, resources: ['arn:aws:ec2:*:*:instance/*'] });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.selections.Tagged.tags.AWSBackup
        A tag without a value selects nothing.
        → give it a value, or leave it out
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
        The tag AWSBackup stands in tags too, and a resource carries it once.
        → leave one of them out
  `);
});

test('N7 refuses tags of which any counts beside conditions', () => {
  const input = selecting({ tags: { AWSBackup: 'EC2' }, conditions: { stringNotLike: { Name: 'tmp-*' } } });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.selections.Tagged.conditions
        AWS does not say how tags of which any counts and conditions go together.
        → say match: 'all', or put everything into conditions
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
        "i-0123456789" fits no resource that AWS Backup knows.
        → write an ARN, or a pattern such as arn:aws:ec2:*:*:instance/*

      backup.plans.EC2.selections.Tagged.resources
        "arn:aws:sqs:*:*:*" fits no resource that AWS Backup knows.
        → write an ARN, or a pattern such as arn:aws:ec2:*:*:instance/*

      backup.plans.EC2.selections.Tagged.resources
        "arn:aws:ec2:us-east-1:111111111111:volume/vol-1" lies in us-east-1, but the plan in ap-northeast-1.
        → move it into a plan with region: 'us-east-1'

      backup.plans.EC2.selections.Tagged.resources
        "arn:aws:ec2:ap-northeast-1:222222222222:volume/vol-1" lies in account 222222222222, but the plan in 111111111111.
        → name resources of account 111111111111, or put * in its place

      backup.plans.EC2.selections.Tagged.notResources
        "arn:aws:ec2:*:*:instances/*" fits no resource that AWS Backup knows.
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

      backup.plans.EC2.selections.Tagged.resources
        Nothing can be selected: no type of resource that ap-northeast-1 has opted in is left.
        → exclude less, or opt the type in by regionSettings

      backup.plans.EC2.selections.Clusters.resources
        Nothing can be selected: no type of resource that ap-northeast-1 has opted in is left.
        → exclude less, or opt the type in by regionSettings
  `);
});

test('N7 takes what a selection names although the region has not opted it in', () => {
  const input = validEnvironment(({ environment, selection }) => {
    environment.backup.regionSettings = [{ region: 'ap-northeast-1', optIn: { EFS: true } }];
    selection.resources = ['arn:aws:ec2:ap-northeast-1:111111111111:instance/i-0123456789'];
  });
  expect(warningsOf(input)).toEqual([]);
});

test('E3 refuses a plan without rules', () => {
  const input = validEnvironment(({ plan }) => {
    plan.rules = [];
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.plans.EC2.rules
        A plan without rules: AWS takes none.
        → add a rule, or leave the plan out
  `);
});

test('E4 warns of a plan that selects nothing', () => {
  const input = validEnvironment(({ plan }) => {
    plan.selections = [];
  });
  expect(warningsOf(input)).toEqual([
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
