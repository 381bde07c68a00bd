import type { Template } from './template';
import type { TemplateResource } from './template-resource';
import { isObject } from '../json-object';

/** Vaults and roles that the template creates in an account: every member gets the same. */
export interface TemplateNames {
  /** `<region> <name>` of every vault. A key of the template that it uses must exist too. */
  readonly vaults: ReadonlySet<string>;
  /** `<path and name>` of every role. */
  readonly roles: ReadonlySet<string>;
}

/** The part of the stack's Terraform JSON that describes what the StackSet creates, and where. */
export interface StackSetJson {
  readonly resource?: {
    readonly aws_cloudformation_stack_set?: Readonly<
      Record<
        string,
        {
          readonly template_body?: string;
          readonly operation_preferences?: { readonly region_order?: readonly string[] };
        }
      >
    >;
  };
}

/** Reads vaults and roles from the template in Terraform JSON, as CloudFormation does in each region. */
export function templateNames({ resource }: StackSetJson): TemplateNames {
  const vaults = new Set<string>();
  const roles = new Set<string>();
  for (const set of Object.values(resource?.aws_cloudformation_stack_set ?? {})) {
    const template = parsedTemplate(set.template_body ?? '{}');
    const regions = set.operation_preferences?.region_order ?? [];
    for (const one of Object.values(template.Resources ?? {})) {
      const { BackupVaultName: vault, RoleName: role, Path: path = '/' } = one.Properties;
      const own = regions.filter((region) => isCreated(one, template, region));
      if (one.Type === 'AWS::Backup::BackupVault') {
        const keyed = own.filter((region) => hasItsKey(one, template, region));
        keyed.forEach((region) => vaults.add(`${region} ${String(vault)}`));
      }
      if (one.Type === 'AWS::IAM::Role' && own.length > 0) roles.add(`${String(path)}${String(role)}`.slice(1));
    }
  }
  return { vaults, roles };
}

/** A template as Terraform passes it on. */
export function parsedTemplate(body: string): Partial<Template> {
  return JSON.parse(body.replaceAll('$${', '${').replaceAll('%%{', '%{')) as Partial<Template>;
}

/** The template has conditions of one kind on resources: in which region they are created. */
function isCreated({ Condition }: TemplateResource, { Conditions = {} }: Partial<Template>, region: string): boolean {
  if (Condition === undefined) return true;
  const condition = Conditions[Condition];
  const equal = isObject(condition) ? condition['Fn::Equals'] : undefined;
  return Array.isArray(equal) && equal.includes(region);
}

function hasItsKey({ Properties }: TemplateResource, template: Partial<Template>, region: string): boolean {
  const key = Properties['EncryptionKeyArn'];
  const reference = isObject(key) ? key['Fn::GetAtt'] : undefined;
  if (!Array.isArray(reference)) return true;
  const found = template.Resources?.[String(reference[0])];
  return found?.Type === 'AWS::KMS::Key' && isCreated(found, template, region);
}
