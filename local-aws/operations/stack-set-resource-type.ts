import type { MotoClient, Place } from '../operation';

export type Properties = Readonly<Record<string, any>>;

/** Calls an account's own API in one region. */
export interface StackAccount extends Place {
  readonly options: MotoClient;
}

interface Created {
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** How CloudFormation manages a resource type through its API. */
export interface ResourceType {
  /** Its schema's page. */
  readonly page: string;
  /** The property that names it. */
  readonly name: string;
  /** Another value replaces the resource. */
  readonly createOnly: readonly string[];
  readonly create: (to: Properties, account: StackAccount) => Promise<Created>;
  readonly update: (to: Properties, from: Properties, account: StackAccount, physicalId: string) => Promise<void>;
  readonly remove: (from: Properties, account: StackAccount, physicalId: string) => Promise<void>;
}

export const RESOURCE_PAGES = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-';

/** A document as an API expects it. */
export const documentText = (document: unknown) =>
  document === undefined || typeof document === 'string' ? document : JSON.stringify(document);
