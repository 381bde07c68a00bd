import { policyDocument } from '../../domain/policy/serialize-policy';
import type { OrganizationInput } from '../../environments/organization/organization';
import { parseEnvironments } from '../../environments/parse';
import { synthesizeAll, synthesizedOrganization, type Block } from '../../testing/synthesized';
import { missingNames } from './names-proof';
import type { TerraformJson } from './provided-names';
import { text } from '../../testing/environment-inputs';
import { fixtures } from '../../testing/fixtures';
import { planNamed, policyNamed, ruleNamed, selectionNamed } from '../../testing/select';

const MANAGEMENT = '999999999999';
const MEMBERS = ['444444444444', '333333333333', '111111111111', '222222222222', '555555555555'];

const shipped = synthesizedOrganization();

/** Where Terraform would make a resource: the account that its provider allows. */
function accountOf(json: Block, resource: Block): string {
  const [, alias] = String(resource['provider']).split('.');
  const provider = json['provider'].aws.find((candidate: Block) => candidate['alias'] === alias);
  return provider.allowed_account_ids[0];
}

const perAccount = (type: string): [account: string, name: string][] =>
  Object.values(shipped.resources(type)).map((resource) => [accountOf(shipped.json, resource), resource['name']]);

const contentOf = (name: string): unknown =>
  JSON.parse(shipped.resource('aws_organizations_policy', { name })['content']);

test('O2 O3 makes the same role and the same vault in the management account and in every member', () => {
  const everywhere = (name: string) => [MANAGEMENT, ...MEMBERS].toSorted().map((account) => [account, name]);
  const deploy = new Set(['backupctl-member-plan', 'backupctl-member-apply']);
  const roles = perAccount('aws_iam_role').filter(([, name]) => !deploy.has(name));
  expect(roles.toSorted()).toEqual(everywhere('test-bk-role'));
  expect(perAccount('aws_backup_vault').toSorted()).toEqual(everywhere('test-bk-vault'));
});

test('O2 lets AWS Backup assume the role for that account only, with both managed policies', () => {
  const role = Object.values(shipped.resources('aws_iam_role')).find(
    ({ provider, name }) => provider === 'aws.account-333333333333' && name === 'test-bk-role',
  );
  expect(Object.values(shipped.statements(role?.['assume_role_policy']))).toMatchObject([
    {
      principals: [{ type: 'Service', identifiers: ['backup.amazonaws.com'] }],
      condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['333333333333'] }],
    },
  ]);
  const attachments = Object.entries(shipped.resources('aws_iam_role_policy_attachment'))
    .filter(([id]) => /^account-\d+_role_/.test(id))
    .map(([, { policy_arn }]) => policy_arn);
  expect(attachments).toHaveLength(2 * (MEMBERS.length + 1));
  expect(new Set(attachments)).toEqual(
    new Set([
      'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup',
      'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores',
    ]),
  );
});

test('O3 every resource of a member names the provider of that member, whose address begins with a letter', () => {
  const forgotten: string[] = [];
  for (const kind of ['resource', 'data']) {
    for (const [type, blocks] of Object.entries<Block>(shipped.json[kind])) {
      for (const [id, block] of Object.entries<Block>(blocks)) {
        const member = /^account-(\d{12})_/.exec(id)?.[1];
        const expected = member === undefined || member === MANAGEMENT ? undefined : `aws.account-${member}`;
        const own = member === MANAGEMENT ? 'aws' : expected;
        if (block['provider'] !== own) forgotten.push(`${type}.${id}`);
        expect(id).toMatch(/^[A-Za-z]/);
      }
    }
  }
  expect(forgotten).toEqual([]);
});

test('O3 each provider refuses every account but its own, and assumes the role of a member', () => {
  const [own, ...members] = shipped.json['provider'].aws;
  expect(own).toMatchObject({ allowed_account_ids: [MANAGEMENT] });
  expect(own).not.toHaveProperty('assume_role');
  expect(members).toMatchObject(
    MEMBERS.map((account) => ({
      alias: `account-${account}`,
      allowed_account_ids: [account],
      assume_role: [
        {
          role_arn: `arn:aws:iam::${account}:role/\${lookup(var.member_roles, "${account}", "OrganizationAccountAccessRole")}`,
        },
      ],
      default_tags: [{ tags: { ManagedBy: 'Terraform', Stack: 'organizations' } }],
    })),
  );
});

test('O3 accepts copies from accounts of the organization only', () => {
  const statements = Object.values(shipped.resources('aws_backup_vault_policy')).map(({ policy }) =>
    shipped.statements(policy),
  );
  expect(statements).toHaveLength(6);
  for (const { CopyFromOrganization, ...others } of statements) {
    expect(CopyFromOrganization).toMatchObject({
      actions: ['backup:CopyIntoBackupVault'],
      condition: [
        {
          test: 'StringEquals',
          variable: 'aws:PrincipalOrgID',
          values: ['${data.aws_organizations_organization.organization.id}'],
        },
      ],
    });
    expect(others).toEqual({});
  }
});

test('O4 writes each policy as it is configured, minified', () => {
  expect(contentOf('test-bk-policy')).toEqual(policyDocument(policyNamed(fixtures.organization, 'test-bk-policy')));
  expect(contentOf('test-bk-policy')).toMatchObject({
    plans: {
      'test-bk-plan': {
        regions: { '@@assign': ['ap-northeast-1'] },
        rules: { 'test-bk-rule': { target_backup_vault_name: { '@@assign': 'test-bk-vault' } } },
        selections: {
          tags: { 'test-bk-resource': { iam_role_arn: { '@@assign': 'arn:aws:iam::$account:role/test-bk-role' } } },
        },
      },
    },
  });
  expect(contentOf('test-bk-policy-production')).toEqual({
    plans: {
      'test-bk-plan': { rules: { 'test-bk-rule': { lifecycle: { delete_after_days: { '@@assign': '35' } } } } },
    },
  });
});

test('O5 attaches policies to the root and to OUs, one after the other, after all that they name', () => {
  const attachments = Object.entries(shipped.resources('aws_organizations_policy_attachment'));
  expect(attachments.map(([, { target_id }]) => target_id).toSorted()).toEqual(['ou-ab12-production', 'r-ab12']);
  const none: [string, Block] = ['', {}];
  const [rootId, root] = attachments.find(([, { target_id }]) => target_id === 'r-ab12') ?? none;
  const later = attachments.find(([, { target_id }]) => target_id !== 'r-ab12')?.[1];
  const parts = ['aws_backup_vault', 'aws_iam_role', 'aws_iam_role_policy_attachment'].flatMap((type) =>
    Object.keys(shipped.resources(type)).map((id) => `${type}.${id}`),
  );
  expect(root['depends_on']).toEqual(expect.arrayContaining(parts));
  expect(later?.['depends_on']).toEqual([`aws_organizations_policy_attachment.${rootId}`]);
});

test('O1 sets all global settings at once, and only reads the organization', () => {
  expect(shipped.resource('aws_backup_global_settings')).toEqual({
    global_settings: {
      isCrossAccountBackupEnabled: 'true',
      isMpaEnabled: 'false',
      isDelegatedAdministratorEnabled: 'false',
    },
  });
  expect(shipped.resources('aws_organizations_organization')).toEqual({});
  expect(shipped.json['data'].aws_organizations_organization).toEqual({ organization: {} });
});

test('O1 manages the organization where that is said, imported and protected', () => {
  const managed = synthesizedOrganization((input) => {
    input.managed = {
      servicePrincipals: ['sso.amazonaws.com', 'backup.amazonaws.com'],
      policyTypes: ['BACKUP_POLICY'],
    };
    input.delegatedAdministrator = '555555555555';
    input.globalSettings.delegatedAdministrator = true;
    input.optIn = { EC2: true, EFS: false };
  });
  const [[id, resource] = ['', {}]] = Object.entries(managed.resources('aws_organizations_organization'));
  expect(resource).toMatchObject({
    aws_service_access_principals: ['backup.amazonaws.com', 'sso.amazonaws.com'],
    enabled_policy_types: ['BACKUP_POLICY'],
    lifecycle: { prevent_destroy: true },
  });
  expect(managed.json['import']).toEqual([{ to: `aws_organizations_organization.${id}`, id: 'o-exampleorg1' }]);
  expect(managed.resource('aws_organizations_delegated_administrator')).toEqual({
    account_id: '555555555555',
    service_principal: 'backup.amazonaws.com',
  });
  expect(managed.resource('aws_backup_region_settings')).toEqual({
    region: 'ap-northeast-1',
    resource_type_opt_in_preference: { EC2: true, EFS: false },
  });
});

test('O6 makes a key for each account on demand, under the provider of that account', () => {
  const stack = synthesizedOrganization(({ baseline }) => {
    baseline.vaults = [{ name: 'test-bk-vault', key: 'customer-managed' }];
  });
  const keys = stack.resources('aws_kms_key');
  for (const vault of Object.values(stack.resources('aws_backup_vault'))) {
    const key = keys[String(vault['kms_key_arn']).split('.')[1] ?? ''];
    expect(key?.['provider']).toBe(vault['provider']);
  }
  expect(Object.keys(keys)).toHaveLength(6);
});

test('O6 E8 opens the keys of the other accounts to the account that a policy copies to', () => {
  const stack = synthesizedOrganization((input) => {
    input.baseline.vaults = ['test-bk-vault', 'copies'].map((name) => ({ name, key: 'customer-managed' }));
    const copies = [{ vault: 'copies', region: 'ap-northeast-1', accountId: '444444444444' }];
    Object.assign(ruleNamed(policyNamed(input, 'test-bk-policy'), 'test-bk-rule'), { copies });
  });
  const documents: Block[] = Object.values(stack.json['data'].aws_iam_policy_document);
  const copyOf = ({ statement }: Block): Block | undefined =>
    statement.find(({ sid }: Block) => sid === 'CopyToAccounts');
  const opened = documents.filter((document) => copyOf(document) !== undefined);
  // Two vaults in the management account and four members: the target needs no access to its own.
  expect(opened).toHaveLength(10);
  for (const document of opened) {
    expect(copyOf(document)).toMatchObject({
      principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::444444444444:root'] }],
    });
    expect(document['provider']).not.toBe('aws.account-444444444444');
  }
});

test('O6 accepts a shared key by region', () => {
  const key = { 'ap-northeast-1': 'arn:aws:kms:ap-northeast-1:999999999999:key/1111' };
  const stack = synthesizedOrganization(({ baseline }) => {
    baseline.vaults = [{ name: 'test-bk-vault', key }];
  });
  expect(new Set(Object.values(stack.resources('aws_backup_vault')).map(({ kms_key_arn }) => kms_key_arn))).toEqual(
    new Set([key['ap-northeast-1']]),
  );
});

test('O9 adding a rule, a plan or a policy leaves every resource of every member as it is', () => {
  const more = synthesizedOrganization((input) => {
    const plan = planNamed(policyNamed(input, 'test-bk-policy'), 'test-bk-plan');
    const copy = structuredClone(plan);
    plan.rules = [
      ...(plan.rules ?? []),
      {
        name: 'weekly',
        vault: 'test-bk-vault',
        schedule: 'cron(30 1 ? * SUN *)',
        startWindowMinutes: 60,
        deleteAfterDays: 90,
      },
    ];
    input.policies = [
      ...input.policies,
      { name: 'another', attachTo: { root: true }, plans: [{ ...copy, name: 'another-plan' }] },
    ];
  });
  const members = ['aws_iam_role', 'aws_iam_role_policy_attachment', 'aws_backup_vault', 'aws_backup_vault_policy'];
  for (const type of members)
    expect(JSON.stringify(more.resources(type))).toBe(JSON.stringify(shipped.resources(type)));
  expect(Object.keys(more.resources('aws_organizations_policy'))).toHaveLength(3);
});

test('a member that is leaving keeps its provider, and Terraform forgets its resources', () => {
  const stack = synthesizedOrganization(({ root }) => {
    const security = root.ous?.find(({ name }) => name === 'Security');
    const account = security?.accounts?.find(({ name }) => name === 'log-archive');
    if (account) account.leaving = true;
  });
  expect(stack.json['provider'].aws.map(({ alias }: Block) => alias)).toContain('account-555555555555');
  expect(JSON.stringify([stack.json['resource'], stack.json['data']])).not.toContain('account-555555555555');
  const before = Object.entries<Record<string, Block>>(shipped.json['resource']).flatMap(([type, blocks]) =>
    Object.entries(blocks)
      .filter(([, { provider }]) => provider === 'aws.account-555555555555')
      .map(([id]) => `${type}.${id}`),
  );
  expect(before).toHaveLength(12);
  const blocks: Block[] = stack.json['removed'];
  expect(blocks.map(({ from }) => from).toSorted()).toEqual(before.toSorted());
  expect(blocks.every(({ lifecycle }) => lifecycle.destroy === false)).toBe(true);
  expect(shipped.json['removed']).toBeUndefined();
});

test('M1 with a StackSet, Terraform forgets the members once they are released, and keeps policies and providers', () => {
  const stackOf = (release: boolean) =>
    synthesizedOrganization(({ baseline }) => {
      baseline.rollout = 'stack-set';
      baseline.release = release;
    });
  const [released, afterwards] = [stackOf(true), stackOf(false)];
  expect(released.json['provider']).toEqual(shipped.json['provider']);
  const ofMembers = Object.entries<Record<string, Block>>(shipped.json['resource']).flatMap(([type, blocks]) =>
    Object.entries(blocks)
      .filter(([, { provider }]) => String(provider).startsWith('aws.account-'))
      .map(([id]) => `${type}.${id}`),
  );
  const blocks: Block[] = released.json['removed'];
  expect(blocks.map(({ from }) => from).toSorted()).toEqual(ofMembers.toSorted());
  expect(blocks.every(({ lifecycle }) => lifecycle.destroy === false)).toBe(true);
  // Afterwards only the providers and the blocks disappear.
  expect(afterwards.json['resource']).toEqual(released.json['resource']);
  expect(afterwards.json['removed']).toBeUndefined();
  expect(afterwards.json['provider'].aws).toHaveLength(1);
});

describe('names are proven on the finished JSON', () => {
  const { organization: parsed } = parseEnvironments([], new Date('2026-11-21T00:00:00Z'), {
    file: 'environments/organization.ts',
    input: fixtures.organization,
  });
  const judge = (change: (json: Block) => void): string[] => {
    const json = structuredClone(shipped.json);
    change(json);
    if (!parsed) throw new Error('there is no organization');
    return missingNames(parsed, json as TerraformJson, []).map(({ message }) => message);
  };
  const vaultOf = (json: Block, account: string): Block => {
    const vaults = Object.values<Block>(json['resource'].aws_backup_vault);
    return vaults.find(({ provider }) => provider === `aws.account-${account}`) ?? {};
  };

  test('O3 finds nothing in what is shipped', () => {
    expect(judge(() => {})).toEqual([]);
  });

  test('O3 finds one letter of one vault in one account', () => {
    expect(
      judge((json) => {
        vaultOf(json, '222222222222')['name'] = 'test-bk-vaults';
      }),
    ).toEqual([
      'the baseline creates no vault test-bk-vault in account 222222222222 in ap-northeast-1: the backups there would fail',
    ]);
  });

  test('O3 finds a vault in the wrong region', () => {
    expect(
      judge((json) => {
        vaultOf(json, '333333333333')['region'] = 'ap-northeast-3';
      }),
    ).toEqual([expect.stringContaining('no vault test-bk-vault in account 333333333333 in ap-northeast-1')]);
  });

  test('O3 finds a vault that forgot its provider and landed in the management account', () => {
    expect(
      judge((json) => {
        delete vaultOf(json, '111111111111')['provider'];
      }),
    ).toEqual([expect.stringContaining('no vault test-bk-vault in account 111111111111')]);
  });

  test('O2 finds a role of another name', () => {
    expect(
      judge((json) => {
        for (const role of Object.values<Block>(json['resource'].aws_iam_role)) {
          if (role['provider'] === 'aws.account-444444444444') role['name'] = 'test-bk-roles';
        }
      }),
    ).toEqual(['the baseline creates no role test-bk-role in account 444444444444: the backups there would fail']);
  });

  const refusal = (change: Parameters<typeof synthesizedOrganization>[0]): string => {
    try {
      synthesizedOrganization(change);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('nothing was refused');
  };

  test('O3 refuses a logically air-gapped vault, which no stack creates, unless it is listed as existing', () => {
    const airGapped = (existingVaults: string[]) => (input: OrganizationInput) => {
      Object.assign(ruleNamed(policyNamed(input, 'test-bk-policy'), 'test-bk-rule'), { airGappedVault: 'gap' });
      Object.assign(input, { existingVaults });
    };
    expect(refusal(airGapped(['arn:aws:backup:us-east-1:*:backup-vault:gap']))).toBe(text`
      environments/organization.ts is refused: 1 problem

        policies.test-bk-policy.plans.test-bk-plan.rules.test-bk-rule.airGappedVault = "gap"
          The baseline creates no logically air-gapped vault gap in accounts 999999999999, 444444444444, 333333333333, 111111111111, 222222222222, 555555555555 in ap-northeast-1: the backups there would fail.
          → create it there, and add arn:aws:backup:*:*:backup-vault:gap to existingVaults
    `);
    expect(() => synthesizedOrganization(airGapped(['arn:aws:backup:*:*:backup-vault:gap']))).not.toThrow();
  });

  test('O2 O3 finds the vaults and the backup role of an environment in its account', () => {
    const { accountId } = fixtures.prod;
    const inProd = (role: string, vault: string) => (input: OrganizationInput) => {
      const own = structuredClone(policyNamed(input, 'test-bk-policy'));
      Object.assign(ruleNamed(own, 'test-bk-rule'), { vault });
      Object.assign(selectionNamed(own, 'test-bk-resource'), { role });
      const plans = own.plans?.map((plan) => ({ ...plan, name: 'own' }));
      input.policies = [...input.policies, { ...own, name: 'own', attachTo: { accounts: [accountId] }, plans }];
    };
    const synth = (role: string, vault: string) => {
      const input = structuredClone(fixtures.organization);
      inProd(role, vault)(input);
      return () => synthesizeAll([fixtures.prod], input);
    };
    expect(synth('service-role/AWSBackupServiceEC2Role', 'EFS')).not.toThrow();
    const message = refusal(inProd('AWSBackupServiceEC2Role', 'EBS'));
    expect(message).toContain('policies.own.plans.own.rules.test-bk-rule.vault = "EBS"');
    expect(message).toContain('policies.own.plans.own.selections.test-bk-resource.role = "AWSBackupServiceEC2Role"');
  });

  test('O3 refuses the synth of a policy that names a region without vaults, once, where the policy names the vault', () => {
    expect(
      refusal((input) => {
        planNamed(policyNamed(input, 'test-bk-policy'), 'test-bk-plan').regions = ['ap-northeast-1', 'us-east-1'];
      }),
    ).toBe(text`
      environments/organization.ts is refused: 1 problem

        policies.test-bk-policy.plans.test-bk-plan.rules.test-bk-rule.vault = "test-bk-vault"
          The baseline creates no vault test-bk-vault in accounts 999999999999, 444444444444, 333333333333, 111111111111, 222222222222, 555555555555 in us-east-1: the backups there would fail.
          → add us-east-1 to baseline.regions, or name another region
    `);
  });

  test('O2 O3 reports a misspelled vault and a misspelled role of the baseline once each, with the nearest name', () => {
    const message = refusal(({ baseline }) => {
      baseline.vaults = [{ name: 'test-bk-vualt' }];
      baseline.role.name = 'other';
    });
    expect(message).toMatch(/^environments\/organization\.ts is refused: 2 problems\n/);
    expect(message).toContain('→ did you mean test-bk-vualt? Write it, or create test-bk-vault in baseline.vaults');
    expect(message).toContain('policies.test-bk-policy.plans.test-bk-plan.selections.test-bk-resource.role = ');
    expect(message).toContain('→ name other, or create test-bk-role in baseline.role');
  });
});
