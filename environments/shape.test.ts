import { z } from 'zod';

import { refusalOf, text, validEnvironment } from '../testing/environment-inputs';
import { planNamed, ruleNamed, selectionNamed, vaultNamed } from '../testing/select';
import { readShape } from './shape';

/** The file as written by a user without type checks. */
function refusedAs(change: (input: any) => void): string {
  const input = validEnvironment();
  change(input);
  return refusalOf(input);
}

test('names the key that was meant, at every level', () => {
  const message = refusedAs((input) => {
    input.deployRole = 'x';
    input.state.buckt = 'x';
    input.iam = { passableInstanceRole: [] };
    input.notifications.topic_name = 'alerts';
    input.notifications.subscriptions[0].Endpoint = 'x';
    input.backup.vault = [];
    vaultNamed<any>(input.backup, 'EC2').acessPolicy = { copiesFromAccount: ['222222222222'] };
    vaultNamed<any>(input.backup, 'EC2').lock = { mode: 'governance', minRetention: 7 };
    planNamed<any>(input.backup, 'EC2').rule = [];
    ruleNamed<any>(input.backup, 'Daily').deleteAfter = 30;
    ruleNamed<any>(input.backup, 'Daily').copies = [{ vault: 'EC2', regoin: 'ap-northeast-3' }];
    selectionNamed<any>(input.backup, 'Tagged').conditions = { stringEqual: {} };
    input.backup.regionSettings = [{ region: 'ap-northeast-1', optin: {} }];
  });
  expect(message).toBe(text`
    environments/dev.ts is refused: 17 problems

      state.buckt
        Unknown key "buckt". Did you mean "bucket"?
        → write bucket, or remove it

      iam.passableInstanceRole
        Unknown key "passableInstanceRole". Did you mean "passableInstanceRoles"?
        → write passableInstanceRoles, or remove it

      notifications.subscriptions.0.Endpoint
        Unknown key "Endpoint". Did you mean "endpoint"?
        → write endpoint, or remove it

      notifications.topic_name
        Unknown key "topic_name". Did you mean "topicName"?
        → write topicName, or remove it

      backup.vaults.EC2.lock.minRetention
        Unknown key "minRetention". Did you mean "minRetentionDays"?
        → write minRetentionDays, or remove it

      backup.vaults.EC2.acessPolicy
        Unknown key "acessPolicy". Did you mean "accessPolicy"?
        → write accessPolicy, or remove it

      backup.plans.EC2.rules.Daily.copies.EC2.regoin
        Unknown key "regoin". Did you mean "region"?
        → write region, or remove it

      backup.plans.EC2.rules.Daily.deleteAfter
        Unknown key "deleteAfter". Did you mean "deleteAfterDays"?
        → write deleteAfterDays, or remove it

      backup.plans.EC2.selections.Tagged.conditions.stringEqual
        Unknown key "stringEqual". Did you mean "stringEquals"?
        → write stringEquals, or remove it

      backup.plans.EC2.rule
        Unknown key "rule". Did you mean "rules"?
        → write rules, or remove it

      backup.regionSettings.ap-northeast-1.optin
        Unknown key "optin". Did you mean "optIn"?
        → write optIn, or remove it

      backup.vault
        Unknown key "vault". Did you mean "vaults"?
        → write vaults, or remove it

      deployRole
        Unknown key "deployRole". Did you mean "deployRoleArn"?
        → write deployRoleArn, or remove it

      backup.vaults.EC2.accessPolicy.copiesFromAccount
        Unknown key "copiesFromAccount". Did you mean "copiesFromAccounts"?
        → write copiesFromAccounts, or remove it

      deployRoleArn = "x"
        "x" cannot name a role.
        → use arn:aws:iam::<account>:role/<name>

      backup.plans.EC2.rules.Daily.copies.EC2.vault = "EC2"
        Vault EC2 is not defined in ap-northeast-3: dev has no vault there.
        → add { name: 'EC2', region: 'ap-northeast-3' } to backup.vaults of environment dev, or use a vault that exists there

      backup.plans.EC2.selections.Tagged.resources
        Nothing can be selected: every resource type that ap-northeast-1 has opted in is excluded.
        → exclude less, or opt the type in by regionSettings
  `);
});

test('lists what is known where nothing is near', () => {
  expect(
    refusedAs((input) => {
      vaultNamed<any>(input.backup, 'EC2').encryption = true;
    }),
  ).toBe(text`
    environments/dev.ts is refused: 1 problem

      backup.vaults.EC2.encryption
        Unknown key "encryption".
        → remove it; valid keys are name, region, key, lock, accessPolicy, notify, topicArn, tags
  `);
});

test('refuses keys that are called like the insides of an object', () => {
  expect(
    refusedAs((input) => {
      vaultNamed<any>(input.backup, 'EC2').constructor = 1;
      Object.defineProperty(input.state, '__proto__', { value: {}, enumerable: true });
    }),
  ).toBe(text`
    environments/dev.ts is refused: 2 problems

      state.__proto__
        Unknown key "__proto__".
        → remove it; valid keys are bucket, region, kmsKeyArn, kmsKey, roleArn

      backup.vaults.EC2.constructor
        Unknown key "constructor".
        → remove it; valid keys are name, region, key, lock, accessPolicy, notify, topicArn, tags
  `);
});

test('treats a misspelled key next to the right one as a mistake, not as a value', () => {
  expect(
    refusedAs((input) => {
      input.nmae = 'other';
      input.nam = () => 'a function cannot be cloned';
    }),
  ).toBe(text`
    environments/dev.ts is refused: 2 problems

      nmae
        Unknown key "nmae". Did you mean "name"?
        → write name, or remove it

      nam
        Unknown key "nam". Did you mean "name"?
        → write name, or remove it
  `);
});

test('says what is missing', () => {
  expect(
    refusedAs((input) => {
      delete input.accountId;
      delete input.state;
      delete ruleNamed<any>(input.backup, 'Daily').schedule;
      delete input.notifications.subscriptions[0].protocol;
      input.backup.vaults.push(undefined);
    }),
  ).toBe(text`
    environments/dev.ts is refused: 5 problems

      accountId
        Missing: text is required.
        → add text

      state
        Missing: an object is required.
        → add an object

      notifications.subscriptions.0.protocol
        Missing: a known protocol (email or https) is required.
        → add a known protocol (email or https)

      backup.vaults.1
        Missing: an object is required.
        → add an object

      backup.plans.EC2.rules.Daily.schedule
        Missing: text is required.
        → add text

      Values that depend on these are checked once these are correct.
  `);
});

test('reports what was found where something else is required', () => {
  expect(
    refusedAs((input) => {
      input.name = 5;
      input.region = null;
      input.tags = ['Owner'];
      input.iam = { passableInstanceRoles: 'some', trustOnlyOwnAccount: 'yes' };
      input.notifications.key = true;
      input.notifications.subscriptions[0].filter = 'all';
      input.notifications.subscriptions.push({ protocol: 'sms', endpoint: '090' });
      vaultNamed<any>(input.backup, 'EC2').lock = { mode: 'strict' };
      ruleNamed<any>(input.backup, 'Daily').deleteAfterDays = '30';
      ruleNamed<any>(input.backup, 'Daily').startWindowMinutes = NaN;
      ruleNamed<any>(input.backup, 'Daily').completionWindowMinutes = Infinity;
      selectionNamed<any>(input.backup, 'Tagged').match = 'some';
      selectionNamed<any>(input.backup, 'Tagged').tags = { AWSBackup: 5, Team: ['a', 6] };
      planNamed<any>(input.backup, 'EC2').selections.push(() => {});
    }),
  ).toBe(text`
    environments/5.ts is refused: 16 problems

      name = 5
        Found a number, but text is required.
        → write text in quotes

      region
        Found null, but text is required.
        → write text in quotes

      tags
        Found a list, but an object is required.
        → write an object

      iam.passableInstanceRoles = "some"
        Found text, but 'all' or a list is required.
        → write 'all' or a list

      iam.trustOnlyOwnAccount = "yes"
        Found text, but true or false is required.
        → write true or false

      notifications.key = true
        Found true or false, but text or an object is required.
        → write text or an object

      notifications.subscriptions.0.filter = "all"
        Found text, but 'none' or an object is required.
        → write 'none' or an object

      notifications.subscriptions.1.protocol = "sms"
        Found text, but a known protocol (email or https) is required.
        → write a known protocol (email or https)

      backup.vaults.EC2.lock.mode = "strict"
        Found text, but 'governance' or 'compliance' is required.
        → write 'governance' or 'compliance'

      backup.plans.EC2.rules.Daily.startWindowMinutes
        Found NaN, but a number is required.
        → write a number

      backup.plans.EC2.rules.Daily.completionWindowMinutes
        Found Infinity, but a number is required.
        → write a number

      backup.plans.EC2.rules.Daily.deleteAfterDays = "30"
        Found text, but a number is required.
        → write a number

      backup.plans.EC2.selections.Tagged.tags.AWSBackup = 5
        Found a number, but text or a list is required.
        → write text or a list

      backup.plans.EC2.selections.Tagged.tags.Team.1 = 6
        Found a number, but text is required.
        → write text in quotes

      backup.plans.EC2.selections.Tagged.match = "some"
        Found text, but 'any' or 'all' is required.
        → write 'any' or 'all'

      backup.plans.EC2.selections.1
        Found a function, but an object is required.
        → write an object

      Values that depend on these are checked once these are correct.
  `);
});

test.each([
  ['is missing', undefined, 'Missing: an object is required.\n    → add an object'],
  ['is null', null, 'Found null, but an object is required.\n    → write an object'],
  ['is text', 'prod', 'Found text, but an object is required.\n    → write an object'],
  ['is a list', [], 'Found a list, but an object is required.\n    → write an object'],
])('says so when the default export %s', (_, input, expected) => {
  const { findings, value } = readShape(z.strictObject({}), input);
  expect(value).toBeUndefined();
  const [{ path, message, remedy } = { path: '', message: '', remedy: '' }] = findings;
  expect(path).toBe('the default export');
  expect(`${message}.\n    → ${remedy}`.toLowerCase()).toBe(expected.toLowerCase());
});

test('reads correct keys as they are, and misspelled keys as intended', () => {
  const schema = z.strictObject({ name: z.string(), days: z.number().default(1) });
  expect(readShape(schema, { name: 'a' })).toEqual({ findings: [], value: { name: 'a', days: 1 } });

  const input = { nmae: 'a', dyas: 2 };
  const { findings, value } = readShape(schema, input);
  expect(findings.map(({ path }) => path)).toEqual(['nmae', 'dyas']);
  expect(value).toEqual({ name: 'a', days: 2 });
  expect(input).toEqual({ nmae: 'a', dyas: 2 });
});

test('reports a wrong value in the alternative that has its keys, and not its key as unknown in another one', () => {
  const tagged = z.strictObject({ name: z.string(), tag: z.strictObject({ key: z.string() }) });
  const listed = z.strictObject({ name: z.string(), resources: z.array(z.string()).optional() });
  const schema = z.strictObject({ selections: z.array(z.union([tagged, listed])) });
  const problems = (selection: object) =>
    readShape(schema, { selections: [selection] }).findings.map(({ path, message }) => `${path}: ${message}`);
  expect(problems({ name: 'a', tag: {} })).toEqual(['selections.a.tag.key: missing: text is required']);
  expect(problems({ name: 'a', tag: 'b' })).toEqual(['selections.a.tag: found text, but an object is required']);
  expect(problems({ name: 'a', resourcs: [] })).toEqual([
    'selections.a.resourcs: unknown key "resourcs". Did you mean "resources"?',
  ]);
  expect(problems({ name: 'a', tag: { key: 'b' } })).toEqual([]);
});

test('reports what is written for another place as one problem', () => {
  const tag = z.strictObject({ key: z.string(), values: z.array(z.string()) });
  const schema = z.strictObject({ name: z.string(), tag });
  const problems = (selection: object) =>
    readShape(schema, selection).findings.map(({ path, remedy }) => [path, remedy]);
  expect(problems({ name: 'a', tags: { Backup: 'On' } })).toEqual([
    ['tags', 'write tag with key, values, or remove it'],
  ]);
  expect(problems({ name: 'a', tags: { key: 'Backup' } })).toEqual([
    ['tags', 'write tag, or remove it'],
    ['tag.values', 'add a list'],
  ]);
});
