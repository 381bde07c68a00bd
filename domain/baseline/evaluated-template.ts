import { isObject, type JsonObject } from '../json-object';
import type { Template } from './template';
import type { TemplateResource } from './template-resource';

/** A resource of the template, as an account has it. */
export interface AccountResource {
  readonly type: string;
  readonly properties: JsonObject;
}

interface AccountScope {
  readonly accountId: string;
  readonly region: string;
}

const NO_VALUE = Symbol('AWS::NoValue');

/**
 * What the template creates in an account and region. A reference to a resource is the ARN of a role or policy, and otherwise
 * the logical ID of what AWS assigns an ID to: `{ "Ref": … }`.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resourcesIn(template: Template, scope: AccountScope): ReadonlyMap<string, AccountResource> {
  const evaluation = new Evaluation(template, scope);
  const created = Object.entries(template.Resources).filter(([, { Condition }]) => evaluation.isCreated(Condition));
  return new Map(
    created.map(([id, { Type, Properties }]) => [
      id,
      { type: Type, properties: evaluation.value(Properties) as JsonObject },
    ]),
  );
}

class Evaluation {
  private readonly pseudo: Readonly<Record<string, unknown>>;

  constructor(
    private readonly template: Template,
    private readonly scope: AccountScope,
  ) {
    const { accountId, region } = scope;
    const names = { AccountId: accountId, Region: region, Partition: 'aws', NoValue: NO_VALUE };
    this.pseudo = Object.fromEntries(Object.entries(names).map(([name, value]) => [`AWS::${name}`, value]));
  }

  isCreated(condition: string | undefined): boolean {
    return condition === undefined || this.value(this.template.Conditions[condition]) === true;
  }

  value(written: unknown): unknown {
    if (Array.isArray(written)) return written.map((one) => this.value(one)).filter((one) => one !== NO_VALUE);
    if (!isObject(written)) return written;
    const [only, ...others] = Object.entries(written);
    if (only && others.length === 0 && /^(Ref|Fn::.*)$/.test(only[0])) return this.called(only[0], only[1]);
    const entries = Object.entries(written).map(([key, inner]) => [key, this.value(inner)] as const);
    return Object.fromEntries(entries.filter(([, inner]) => inner !== NO_VALUE));
  }

  private called(name: string, argument: unknown): unknown {
    const list = Array.isArray(argument) ? (argument as readonly unknown[]) : [];
    const [first, second, third] = list;
    switch (name) {
      case 'Ref':
        return this.reference(String(argument));
      case 'Fn::GetAtt':
        return this.reference(String(first));
      case 'Fn::Sub':
        return String(argument).replaceAll(/\$\{([^}]*)\}/g, (_, parameter: string) =>
          String(this.reference(parameter)),
        );
      case 'Fn::If':
        return this.value(this.isCreated(String(first)) ? second : third);
      case 'Fn::Equals':
        return this.value(first) === this.value(second);
      case 'Fn::Not':
        return this.value(first) !== true;
      case 'Fn::Or':
        return list.some((one) => this.value(one) === true);
      case 'Fn::FindInMap': {
        const [map, top, key] = list.map((one) => String(this.value(one)));
        return [map, top, key].reduce<unknown>(
          (inner, one) => (isObject(inner) ? inner[one ?? ''] : undefined),
          this.template.Mappings,
        );
      }
      default:
        throw new Error(`the template has ${name}`);
    }
  }

  private reference(name: string): unknown {
    if (Object.hasOwn(this.pseudo, name)) return this.pseudo[name];
    const resource = this.template.Resources[name];
    return (resource && this.arnOf(resource)) ?? { Ref: name };
  }

  private arnOf({ Type, Properties }: TemplateResource): string | undefined {
    const { RoleName, ManagedPolicyName, Path = '/' } = Properties;
    const arn = (kind: string, name: unknown): string =>
      `arn:aws:iam::${this.scope.accountId}:${kind}${String(Path)}${String(name)}`;
    if (Type === 'AWS::IAM::Role') return arn('role', RoleName);
    return Type === 'AWS::IAM::ManagedPolicy' ? arn('policy', ManagedPolicyName) : undefined;
  }
}
