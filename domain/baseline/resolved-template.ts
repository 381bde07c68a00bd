import { isObject, type JsonObject } from '../json-object';

/**
 * A template with intrinsic functions as text, so that it compares with what Terraform writes: `Fn::Sub` is its text, a reference
 * is `${Name}` or `${Name.Attribute}`, the partition is `aws`. Other texts with `${` are escaped as in `Fn::Sub`. A statement with a condition of the
 * template has it as one more condition.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolvedTemplate(template: unknown): unknown {
  if (typeof template === 'string') return template.replaceAll('${', '${!');
  if (Array.isArray(template)) return template.flatMap(resolvedElement);
  if (!isObject(template)) return template;
  const [only, ...others] = Object.keys(template);
  const value = only === undefined || others.length > 0 ? undefined : template[only];
  if (only === 'Ref' && typeof value === 'string') return `\${${value}}`;
  if (only === 'Fn::Sub' && typeof value === 'string') return value.replaceAll('${AWS::Partition}', 'aws');
  if (only === 'Fn::GetAtt' && Array.isArray(value)) return `\${${value.join('.')}}`;
  return Object.fromEntries(Object.entries(template).map(([key, inner]) => [key, resolvedTemplate(inner)]));
}

/** An element of a list; two if the template has one for each result of a condition. */
function resolvedElement(element: unknown): unknown[] {
  const branches = isObject(element) ? element['Fn::If'] : undefined;
  if (!Array.isArray(branches)) return [resolvedTemplate(element)];
  const [condition, ...both] = branches as readonly unknown[];
  return both.flatMap((branch, index) => {
    const resolved = resolvedTemplate(branch);
    if (resolved === '${AWS::NoValue}') return [];
    return [
      isObject(resolved)
        ? conditional(resolved, index === 0 ? 'StringEquals' : 'StringNotEquals', condition)
        : resolved,
    ];
  });
}

function conditional(statement: JsonObject, operator: string, condition: unknown): JsonObject {
  const known = isObject(statement['Condition']) ? statement['Condition'] : {};
  const same = isObject(known[operator]) ? known[operator] : {};
  return { ...statement, Condition: { ...known, [operator]: { ...same, 'Fn::If': condition } } };
}
