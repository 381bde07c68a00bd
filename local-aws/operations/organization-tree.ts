import {
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListParentsCommand,
  ListRootsCommand,
  OrganizationsClient,
  type Organization,
  type Root,
} from '@aws-sdk/client-organizations';

import { Fault, type MotoClient } from '../operation';

/** The organization of the caller, which moto keeps. */
export interface OrganizationTree {
  /** @throws {Fault} when the caller's account is in no organization */
  readonly organization: () => Promise<Organization>;
  readonly root: () => Promise<Root | undefined>;
  /** A root, an OU or an account; undefined if it does not exist. */
  readonly target: (id: string) => Promise<Target | undefined>;
  /** IDs from the root to the account. */
  readonly pathTo: (accountId: string) => Promise<string[]>;
}

/** What a policy can be attached to. */
export interface Target {
  readonly TargetId: string;
  readonly Arn?: string;
  readonly Name?: string;
  readonly Type: 'ROOT' | 'ORGANIZATIONAL_UNIT' | 'ACCOUNT';
}

/** Reads the organization in moto. */
export async function withOrganization<T>(moto: MotoClient, read: (tree: OrganizationTree) => Promise<T>): Promise<T> {
  const client = new OrganizationsClient(moto);
  const root = async () => (await client.send(new ListRootsCommand({}))).Roots?.[0];
  try {
    return await read({
      root,
      organization: async () => {
        const described = await client.send(new DescribeOrganizationCommand({})).catch(() => undefined);
        if (described?.Organization) return described.Organization;
        throw new Fault('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
      },
      target: (id) => targetOf(id, client, root).catch(() => undefined),
      pathTo: (accountId) => pathTo(accountId, client),
    });
  } finally {
    client.destroy();
  }
}

/** The error for a target that does not exist. */
export function targetNotFound(): Fault {
  const message = "We can't find a root, OU, account, or policy with the TargetId that you specified.";
  return new Fault('TargetNotFoundException', message);
}

async function targetOf(
  TargetId: string,
  client: OrganizationsClient,
  root: OrganizationTree['root'],
): Promise<Target | undefined> {
  if (TargetId.startsWith('r-')) {
    const { Id, Arn, Name } = (await root()) ?? {};
    return Id === TargetId ? { TargetId, Arn, Name, Type: 'ROOT' } : undefined;
  }
  if (TargetId.startsWith('ou-')) {
    const asked = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: TargetId });
    const { Arn, Name } = (await client.send(asked)).OrganizationalUnit ?? {};
    return { TargetId, Arn, Name, Type: 'ORGANIZATIONAL_UNIT' };
  }
  const { Arn, Name } = (await client.send(new DescribeAccountCommand({ AccountId: TargetId }))).Account ?? {};
  return { TargetId, Arn, Name, Type: 'ACCOUNT' };
}

async function pathTo(accountId: string, client: OrganizationsClient): Promise<string[]> {
  const path = [accountId];
  for (;;) {
    const [ChildId = ''] = path;
    if (ChildId.startsWith('r-')) return path;
    const { Parents } = await client.send(new ListParentsCommand({ ChildId }));
    const parent = Parents?.[0]?.Id;
    if (parent === undefined) return path;
    path.unshift(parent);
  }
}
