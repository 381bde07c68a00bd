import { differences } from '../../testing/differences';
import type { Rule } from '../backup/model';
import { comparePlan, type ComparedPlan } from './plan';

const rule: Rule = {
  name: 'Daily',
  vault: 'EC2',
  schedule: 'cron(0 6 * * ? *)',
  timezone: 'Asia/Tokyo',
  startWindowMinutes: 60,
  completionWindowMinutes: 120,
  archive: false,
  deleteAfterDays: 30,
  continuous: false,
  recoveryPointTags: { b: '2', a: '1' },
  copies: [
    { vault: 'b', region: 'r', accountId: '1', archive: false },
    { vault: 'a', region: 'r', accountId: '1', archive: true, coldStorageAfterDays: 30, deleteAfterDays: 120 },
  ],
};

const plan: ComparedPlan = { windowsVss: false, rules: [rule] };

const compare = (...found: ComparedPlan[]) =>
  differences(comparePlan({ region: 'ap-northeast-1', name: 'EC2' }, plan, found));

test('N9 a plan is the same in any order of copies and tags', () => {
  const other = { ...rule, copies: rule.copies.toReversed(), recoveryPointTags: { a: '1', b: '2' } };
  expect(compare({ ...plan, rules: [other] })).toEqual([]);
});

test('N9 a plan differs in anything that AWS has otherwise', () => {
  const other: Rule = {
    ...rule,
    vault: 'EFS',
    archive: true,
    continuous: true,
    completionWindowMinutes: undefined,
    recoveryPointTags: {},
    copies: [],
    airGappedVaultArn: 'arn:gap',
  };
  expect(compare({ windowsVss: true, rules: [other] })).toEqual([
    'different plan EC2 Windows VSS: off | on',
    'different rule EC2/Daily vault: EC2 | EFS',
    'different rule EC2/Daily completion window: 120 minutes | none',
    'different rule EC2/Daily lifecycle: deleted after 30 days | archived, deleted after 30 days',
    'different rule EC2/Daily continuous: off | on',
    'different rule EC2/Daily copies: arn:aws:backup:r:1:backup-vault:a cold after 30 days, archived, deleted after 120 days, arn:aws:backup:r:1:backup-vault:b kept forever | none',
    'different rule EC2/Daily recovery point tags: a=1, b=2 | none',
    'different rule EC2/Daily air-gapped vault: none | arn:gap',
  ]);
});

test('N9 a plan that is there twice backs up twice', () => {
  expect(compare(plan, plan)).toEqual(['different plan EC2 plan: exists | 2 plans of this name']);
});

test('N9 a plan without a rule of the configuration lacks it', () => {
  expect(compare({ ...plan, rules: [] })).toEqual(['different rule EC2/Daily rule: exists | none']);
});
