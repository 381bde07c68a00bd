import type { Finding } from '../finding';
import { nearest } from '../nearest';
import type { Account, Container, OrganizationTree } from './organization-tree';
import { TreeReader } from './tree-reader';

/** @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const LIMITS = { 'policies at a target': 10, 'levels of OUs': 5 } as const;

const TREE_KEYS = ['policies', 'root'];
const CONTAINER_KEYS = ['id', 'name', 'policies', 'ous', 'accounts'];
const ACCOUNT_KEYS = ['id', 'name', 'policies'];

/** Replaces a target that cannot be read, so that reading continues. */
const UNREADABLE: Account = { id: '', policies: [] };

/** A tree, or its problems. */
export interface ParsedTree {
  /** Undefined when there are findings. */
  readonly tree: OrganizationTree | undefined;
  /** Every problem at once. Paths have the positions in lists, from 0: `root/ous/0/accounts/2/id`. */
  readonly findings: readonly Finding[];
}

/** Reads a tree file that was parsed as JSON. Empty `policies`, `ous` and `accounts` can be left out. */
export function parseOrganizationTree(input: unknown): ParsedTree {
  const reader = new TreeReader();
  const written = reader.object(input, '', TREE_KEYS);
  if (!written) return { tree: undefined, findings: reader.findings };
  const policies = reader.object(written['policies'] ?? {}, 'policies') ?? {};
  for (const [name, document] of Object.entries(policies)) reader.object(document, `policies/${name}`);

  const reading = new TargetReading(reader, Object.keys(policies));
  const root = reading.container(written['root'], 'root', 0);
  const { findings } = reader;
  return { tree: findings.length === 0 ? { policies, root } : undefined, findings };
}

/** Reads targets, and records the IDs, which must be unique in the whole tree. */
class TargetReading {
  readonly #placeOf = new Map<string, string>();

  constructor(
    readonly reader: TreeReader,
    readonly policyNames: readonly string[],
  ) {}

  container(input: unknown, path: string, level: number): Container {
    const written = this.reader.object(input, path, CONTAINER_KEYS);
    if (!written) return { ...UNREADABLE, accounts: [], ous: [] };
    const target = this.#target(written, path, level === 0 ? 'root' : 'OU');
    if (level === LIMITS['levels of OUs'] + 1) {
      const message = `OU ${target.id} is ${level} levels below the root, but AWS allows ${LIMITS['levels of OUs']}`;
      this.reader.refuse('ou-too-deep', 'aws', path, message, 'move it up, or remove a level');
    }
    const list = (key: 'accounts' | 'ous') => this.reader.list(written[key], `${path}/${key}`);
    return {
      ...target,
      accounts: list('accounts').map((account, index) => this.#account(account, `${path}/accounts/${index}`)),
      ous: list('ous').map((ou, index) => this.container(ou, `${path}/ous/${index}`, level + 1)),
    };
  }

  #account(input: unknown, path: string): Account {
    const written = this.reader.object(input, path, ACCOUNT_KEYS);
    if (!written) return UNREADABLE;
    const account = this.#target(written, path, 'account');
    if (account.id !== '' && !/^\d{12}$/.test(account.id)) {
      const message = `${JSON.stringify(account.id)} is not an account ID`;
      this.reader.refuse('account-id-not-understood', 'aws', `${path}/id`, message, 'write its 12 digits, in quotes');
    }
    return account;
  }

  #target(written: Readonly<Record<string, unknown>>, path: string, kind: string): Account {
    const id = this.reader.text(written['id'], `${path}/id`);
    const name = written['name'] === undefined ? undefined : this.reader.text(written['name'], `${path}/name`);
    this.#onlyOnce(id, path, kind);
    return { id, name, policies: this.#policies(written['policies'], path) };
  }

  #onlyOnce(id: string, path: string, kind: string): void {
    if (id === '') return;
    const before = this.#placeOf.get(id);
    if (before === undefined) {
      this.#placeOf.set(id, path);
      return;
    }
    const message = `${kind} ${id} is already at ${before}`;
    this.reader.refuse('target-twice', 'aws', `${path}/id`, message, 'keep only one of the two');
  }

  #policies(input: unknown, path: string): string[] {
    const most = LIMITS['policies at a target'];
    const names = this.reader.list(input, `${path}/policies`).map((name, index) => {
      const place = `${path}/policies/${index}`;
      const text = this.reader.text(name, place);
      if (text !== '' && !this.policyNames.includes(text)) this.#unknownPolicy(text, place);
      return text;
    });
    for (const [index, name] of names.entries()) {
      if (name === '' || names.indexOf(name) === index) continue;
      const message = `policy ${name} is already attached here`;
      this.reader.refuse('policy-twice', 'aws', `${path}/policies/${index}`, message, 'keep only one of the two');
    }
    if (names.length > most) {
      const message = `${names.length} policies at one target, but AWS allows ${most}`;
      this.reader.refuse('too-many-policies', 'aws', `${path}/policies`, message, `keep ${most}, or merge some`);
    }
    return names;
  }

  #unknownPolicy(name: string, path: string): void {
    const similar = nearest(name, this.policyNames);
    const known = this.policyNames.length === 0 ? 'add it to policies' : `use ${this.policyNames.join(', ')}`;
    const remedy = similar === undefined ? known : `write ${similar}`;
    this.reader.refuse('policy-unknown', 'backupctl', path, `there is no policy ${JSON.stringify(name)}`, remedy);
  }
}
