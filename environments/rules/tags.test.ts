import { refusalOf, text, validEnvironment, warningsOf } from '../../testing/environment-inputs';

test('E7 refuses tags that every resource carries already, in any case', () => {
  const input = validEnvironment(({ environment, plan }) => {
    environment.tags = { environment: 'dev', Owner: 'team' };
    plan.tags = { Name: 'mine' };
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      tags.environment
        Every resource already has the tag Environment.
        → choose another key

      backup.plans.EC2.tags.Name
        Every resource already has the tag Name.
        → choose another key
  `);
});

test('E7 refuses tags that are reserved for AWS or too long', () => {
  const input = validEnvironment(({ environment, plan, rule }) => {
    environment.tags = { 'AWS:owner': 'x' };
    plan.tags = { '': 'empty' };
    rule.recoveryPointTags = { Note: 'n'.repeat(257) };
  });
  expect(refusalOf(input).replaceAll(/n{257}/g, '<257 letters>')).toBe(text`
    environments/dev.ts is refused: 3 problems

      tags.AWS:owner = "AWS:owner"
        Tags that start with aws: are reserved for AWS.
        → choose another key

      backup.plans.EC2.tags. = ""
        The key of the tag has 0 characters.
        → use 1 to 128 characters

      backup.plans.EC2.rules.Daily.recoveryPointTags.Note = "<257 letters>"
        The value of the tag has 257 characters.
        → use up to 256 characters
  `);
});

test('E7 accepts the longest tag that AWS takes, and one that is called like a property', () => {
  const input = validEnvironment(({ environment, rule }) => {
    environment.tags = { ['k'.repeat(128)]: 'v'.repeat(256), constructor: 'x' };
    rule.recoveryPointTags = { Name: 'kept' };
  });
  expect(warningsOf(input)).toEqual([]);
});

test('E7 refuses tags that IAM does not accept on roles, but leaves those of plans to AWS Backup', () => {
  const input = validEnvironment(({ environment, plan, rule }) => {
    environment.tags = { Team: 'R&D', CostCenter: '1', costcenter: '2' };
    plan.tags = { Team: 'R&D' };
    rule.recoveryPointTags = { 'a#b': '🙂' };
  });
  expect(refusalOf(input)).toBe(text`
    environments/dev.ts is refused: 2 problems

      tags.Team = "R&D"
        Roles have this tag too, and IAM does not accept &.
        → use letters, digits, spaces and _ . : / = + - @

      tags.costcenter = "costcenter"
        Roles have this tag too, and IAM does not distinguish it from CostCenter.
        → keep one of them
  `);
});

test('E7 refuses more than 50 tags of one resource', () => {
  const numbered = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, '']));
  const withTags = (environmentTags: number, planTags: Record<string, string>) =>
    validEnvironment(({ environment, plan }) => {
      environment.tags = numbered(environmentTags);
      plan.tags = planTags;
    });
  expect(warningsOf(withTags(45, {}))).toEqual([]);
  expect(warningsOf(withTags(44, { more: '', k0: '' }))).toEqual([]);
  expect(refusalOf(withTags(46, {}))).toContain(
    'tags\n    With the tags that the stacks add, a resource would have 51',
  );
  expect(refusalOf(withTags(45, { more: '' }))).toContain('backup.plans.EC2.tags\n    With the tags');
  expect(refusalOf(withTags(46, { more: '' }))).toContain('1 problem');
  expect(refusalOf(withTags(0, numbered(51)))).toContain('1 problem');
  expect(refusalOf(withTags(0, numbered(51)))).toContain('51 tags on a plan, but AWS Backup allows 50');
});
