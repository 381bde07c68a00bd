import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { BY_ROLE } from '../../../local-aws/moto';
import { credentialsIn } from '../../aws/credentials-in';
import type { LocalAws } from '../../aws/local-aws';
import { makeMembers, membersVariables } from '../../aws/members-environment';
import {
  makeStackSetOrganization,
  stackSetInput,
  type StackSetOrganization,
  VAULT_TEMPLATE,
} from '../../aws/stack-set-organization';
import { clientOptions, REGION, type Scenarios, type Variables } from './scenario';

const MANAGEMENT = '999999999999';

interface MadeMembers {
  readonly made: StackSetOrganization;
  readonly variables: Variables;
}

/** An organization with a StackSet, and one new account. */
const MEMBERS = {
  account: BY_ROLE,
  make: async (aws: LocalAws): Promise<MadeMembers> => {
    const made = await makeStackSetOrganization(aws);
    const variables = membersVariables(made, await makeMembers(made));
    await made.makeAccount('vended');
    return { made, variables };
  },
  fill: async ({ standIn }: LocalAws, { made, variables }: MadeMembers): Promise<Variables> => {
    standIn.state.organizationsAccess.add(MANAGEMENT);
    await made.cloudFormation.createStackSet(stackSetInput('test-backup-baseline', VAULT_TEMPLATE));
    standIn.clock.perRequest = 60_000;
    return variables;
  },
};

/** A member with the role and the keys of the baseline, whose policies differ: every call is made. */
async function makeBaseline(aws: LocalAws): Promise<MadeMembers> {
  const made = await makeStackSetOrganization(aws);
  const ids = await makeMembers(made);
  const [first = ''] = Object.values(ids).toSorted();
  const credentials = await credentialsIn(first, aws.standIn.url);
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const iam = new IAMClient({ ...clientOptions(aws), credentials });
  await iam.send(new CreateRoleCommand({ RoleName: 'Backup', AssumeRolePolicyDocument: Policy }));
  const kms = new KMSClient({ ...clientOptions(aws), credentials });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }));
  const { KeyId } = KeyMetadata ?? {};
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/backup-vault-Safe', TargetKeyId: KeyId }));
  const variables = membersVariables(made, ids, (text) =>
    text
      .replace("[{ name: 'Safe' }]", "[{ name: 'Safe', key: 'customer-managed' }]")
      .replaceAll("['us-east-1', 'ap-northeast-1']", "['ap-northeast-1']")
      .replaceAll("['ap-northeast-1', 'us-east-1']", "['ap-northeast-1']"),
  );
  return { made, variables };
}

/** Commands about the members of the organization. */
export const MEMBER_SCENARIOS: Scenarios = {
  'verify --organization': {
    account: BY_ROLE,
    args: () => ['verify', '--organization', '--sample', '1'],
    make: makeBaseline,
    fill: (aws, members: MadeMembers) => {
      aws.standIn.state.vaults.push({ region: REGION, vault: { BackupVaultName: 'Safe' } });
      return MEMBERS.fill(aws, members);
    },
    code: 1,
  },
  'coverage --organization': {
    ...MEMBERS,
    args: () =>
      `coverage --organization --region ${REGION} --role Administrator --fail-on none --output coverage.txt`.split(' '),
    code: 0,
    writes: 'coverage.txt',
    // What could be read is worth keeping, and says what could not.
    keeps: 'coverage.txt',
  },
  'members deploy': { ...MEMBERS, args: () => ['members', 'deploy', '--poll', '1'], code: 0 },
  'members status': { ...MEMBERS, args: () => ['members', 'status'], code: 1 },
};
