import { placesIn, type Tree } from '../../domain/organization/tree';

/** The questions of `init`, by which the answers are kept. */
export type Question =
  | 'organization'
  | 'managementAccount'
  | 'root'
  | 'accounts'
  | 'service'
  | 'region'
  | 'timezone'
  | 'schedule'
  | 'retention'
  | 'recipients'
  | 'repository';

/** Answers as a flag or a prompt has them: lists with commas. No organization is an empty text. */
export type AnswerTexts = Readonly<Partial<Record<Question, string>>>;

/** The same as values, with what is not answered yet. */
export interface Answers {
  readonly organization: OrganizationAnswers | undefined;
  /** In promotion order. */
  readonly environments: readonly { readonly name: string; readonly accountId: string }[];
  readonly service: string;
  readonly region: string;
  readonly timezone: string;
  readonly schedule: string;
  readonly retentionDays: number;
  readonly recipients: readonly string[];
  readonly repository: string;
}

export interface OrganizationAnswers {
  readonly id: string;
  readonly managementAccount: string;
  readonly root: Tree;
}

/** Valid answers: what is not answered yet must not be refused. */
const PLACEHOLDERS: Required<AnswerTexts> = {
  organization: '',
  managementAccount: '210987654321',
  root: 'r-ab12',
  accounts: 'dev=123456789012',
  service: 'backup',
  region: 'us-east-1',
  timezone: 'Etc/UTC',
  schedule: 'cron(0 3 * * ? *)',
  retention: '35',
  recipients: '/backup/recipient',
  repository: 'owner/name',
};

/**
 * @param tree the pulled tree of the organization, if there is one
 */
export function answersOf(texts: AnswerTexts, tree: Tree | undefined): Answers {
  const { organization, managementAccount, root, accounts, retention, recipients, ...rest } = {
    ...PLACEHOLDERS,
    ...(tree ? { accounts: anyAccountOf(tree) } : {}),
    ...texts,
  };
  const environments = listed(accounts).map((text) => {
    const [name = '', accountId = ''] = text.split('=').map((part) => part.trim());
    return { name, accountId };
  });
  return {
    ...rest,
    organization:
      organization === ''
        ? undefined
        : { id: organization, managementAccount, root: tree ?? rootWith(root, environments) },
    environments,
    retentionDays: Number(retention),
    recipients: listed(recipients),
  };
}

/** The entries of a list with commas. */
function listed(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** The environments' accounts in the root, until the tree is pulled. */
function rootWith(id: string, environments: Answers['environments']): Tree {
  return { id, accounts: environments.map(({ name, accountId }) => ({ id: accountId, name })) };
}

function anyAccountOf(tree: Tree): string {
  const accounts = [...placesIn(tree).accounts.values()].map(({ value }) => value);
  const active = accounts.find(({ state = 'active' }) => state === 'active');
  return active ? `dev=${active.id}` : PLACEHOLDERS.accounts;
}
