/** A statement of a policy, as in Terraform's policy documents. */
export interface Statement {
  readonly sid: string;
  /** @default Allow */
  readonly effect?: 'Allow' | 'Deny';
  readonly actions: string[];
  readonly resources: string[];
  readonly principals: { readonly type: 'AWS' | 'Service' | '*'; readonly identifiers: string[] }[];
  readonly condition?: { readonly test: string; readonly variable: string; readonly values: string[] }[];
}

/** A statement of a policy of a role, which names no principals. */
export type PolicyStatement = Omit<Statement, 'principals'>;

type Optional = 'sid' | 'resources' | 'principals';

/** A statement of any policy. The trust policy of a role names no resources. */
export type AnyStatement = Omit<Statement, Optional> & Partial<Pick<Statement, Optional>>;
