import { isObject, type JsonObject } from '../../domain/json-object';

/**
 * A stack whose providers have the default values of ephemeral variables in place of references to them. Nothing else of a
 * stack can depend on such a variable, so that it is not a part of its own: a changed default is a changed provider.
 * @see https://developer.hashicorp.com/terraform/language/values/variables#ephemeral
 */
export function withDefaults(json: JsonObject): JsonObject {
  const variables = Object.entries(isObject(json['variable']) ? json['variable'] : {});
  const defaults = new Map(
    variables.flatMap(([name, block]) =>
      isObject(block) && block['ephemeral'] === true ? [[name, block['default']] as const] : [],
    ),
  );
  if (defaults.size === 0) return json;
  const provider = replaced(json['provider'], defaults);
  const text = JSON.stringify(provider);
  const rest = variables.filter(([name]) => !defaults.has(name) || text.includes(`var.${name}`));
  const { variable: _, ...others } = json;
  return { ...others, provider, ...(rest.length === 0 ? {} : { variable: Object.fromEntries(rest) }) };
}

type Defaults = ReadonlyMap<string, unknown>;

function replaced(value: unknown, defaults: Defaults): unknown {
  if (typeof value === 'string') return resolved(value, defaults);
  if (Array.isArray(value)) return value.map((one) => replaced(one, defaults));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, defaults)]));
}

/** `${var.name}` and `${lookup(var.name, "key", "otherwise")}`. Any other expression remains as it is. */
function resolved(text: string, defaults: Defaults): string {
  return text
    .replaceAll(/\$\{var\.(\w+)\}/g, (reference, name: string) => textOr(reference, defaults.get(name)))
    .replaceAll(
      /\$\{lookup\(var\.(\w+), "([^"]*)", "([^"]*)"\)\}/g,
      (reference, name: string, key: string, otherwise: string) => {
        const map = defaults.get(name);
        return isObject(map) ? textOr(otherwise, map[key]) : reference;
      },
    );
}

function textOr(otherwise: string, value: unknown): string {
  return typeof value === 'string' ? value : otherwise;
}
