import { isObject, type JsonObject } from '../../domain/json-object';

/** How many levels of names the sections of Terraform JSON have, as synth writes them; other sections may have any shape. */
const LEVELS: Readonly<Record<string, number>> = { resource: 3, data: 3, output: 2, provider: 1, terraform: 1 };

/** Why this is not the Terraform JSON of a stack; undefined if it is. What the review cannot read must not pass it. */
export function stackProblem(json: JsonObject): string | undefined {
  for (const [section, levels] of Object.entries(LEVELS)) {
    const problem = notNamed(json[section], levels, section);
    if (problem !== undefined) return problem;
  }
  return json['resource'] === undefined && json['terraform'] === undefined
    ? 'it has neither resources nor a terraform block'
    : undefined;
}

function notNamed(value: unknown, levels: number, path: string): string | undefined {
  if (value === undefined || levels === 0) return undefined;
  if (!isObject(value)) return `${path} is not an object`;
  for (const [name, inner] of Object.entries(value)) {
    const problem = notNamed(inner, levels - 1, `${path}.${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
