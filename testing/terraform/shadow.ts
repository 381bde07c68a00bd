/** A stack's Terraform JSON, or a part of it. */
export type Json = Record<string, any>;

/** `aws_iam_role.backup-role.arn`, `data.aws_iam_policy_document.trust.json` */
const ATTRIBUTE = /\b(data\.)?(aws_[a-z0-9_]+)\.([A-Za-z0-9_-]+)\.([a-z0-9_]+)/g;
const ADDRESS = /^(data\.)?(aws_[a-z0-9_]+)\.([A-Za-z0-9_-]+)$/;

/**
 * A copy of a stack that Terraform plans and applies without the AWS provider: every resource and data source of AWS
 * becomes a `terraform_data` that keeps its arguments. What only AWS would know, such as an ARN, is made up from stack
 * and address, so that it can be recognised where another stack reads it. Backend, remote states and outputs stay as
 * they are, and so do references, functions and the order of things: Terraform itself checks them.
 */
export function shadowOf(stack: string, json: Json): Json {
  const wanted = attributesOf(json);
  const shadows = resourcesOf(json).map(({ address, body }) => {
    const given = without(body, '//', 'provider', 'lifecycle', 'depends_on');
    const unknown = [...(wanted.get(address) ?? [])].filter((attribute) => !(attribute in given));
    const input = { ...given, ...Object.fromEntries(unknown.map((name) => [name, `${stack}/${address}.${name}`])) };
    const after = body['depends_on'] === undefined ? {} : { depends_on: body['depends_on'] };
    return [shadowName(address), { input, ...after }] as const;
  });
  const { terraform_remote_state } = (json['data'] ?? {}) as Json;
  return rewritten({
    ...without(json, 'provider', 'import', 'moved', 'data'),
    terraform: without(json['terraform'] as Json, 'required_providers'),
    // An empty block is none that Terraform takes.
    ...(terraform_remote_state === undefined ? {} : { data: { terraform_remote_state } }),
    resource: { terraform_data: Object.fromEntries(shadows) },
  }) as Json;
}

function without(json: Json, ...keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(json).filter(([key]) => !keys.includes(key)));
}

/** Every resource and data source of AWS with its address. */
function resourcesOf({ resource = {}, data = {} }: Json): { address: string; body: Json }[] {
  return [...blocks('', resource as Json), ...blocks('data.', without(data as Json, 'terraform_remote_state'))];
}

function blocks(prefix: string, byType: Json): { address: string; body: Json }[] {
  return Object.entries(byType).flatMap(([type, byName]) =>
    Object.entries(byName as Json).map(([name, body]) => ({ address: `${prefix}${type}.${name}`, body: body as Json })),
  );
}

/** The attributes that something refers to, by address. */
function attributesOf(json: Json): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const expression of JSON.stringify(json).matchAll(ATTRIBUTE)) {
    const [, data = '', type = '', name = '', attribute = ''] = expression;
    const address = `${data}${type}.${name}`;
    found.set(address, (found.get(address) ?? new Set()).add(attribute));
  }
  return found;
}

function shadowName(address: string): string {
  return address.replaceAll('.', '--');
}

/** The same value with every reference pointing at the shadow. */
function rewritten(value: unknown): unknown {
  if (typeof value === 'string') return rewrittenText(value);
  if (Array.isArray(value)) return value.map(rewritten);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [rewrittenText(key), rewritten(inner)] as const),
  );
}

function rewrittenText(text: string): string {
  // In depends_on an address is alone.
  if (ADDRESS.test(text)) return `terraform_data.${shadowName(text)}`;
  if (!/(?<!\$)\$\{/.test(text)) return text;
  return text.replaceAll(ATTRIBUTE, (_all, data: string | undefined, type: string, name: string, attribute: string) => {
    const address = `${data ?? ''}${type}.${name}`;
    return `terraform_data.${shadowName(address)}.output.${attribute}`;
  });
}
