import type { Tree } from '../../domain/organization/tree';
import { printCommon, printEnvironment } from '../../environments/print-environment';
import { Code } from '../../environments/print-literal';
import { printIndex, printOrganization } from '../../environments/print-organization';
import type { Answers } from './answers';
import { type Common, commonOf, environmentsOf, organizationOf } from './configuration-of';

/** The values of `common.ts`, as code. */
const COMMON = Object.fromEntries(
  ['service', 'region', 'timezone', 'state', 'bootstrap', 'notifications'].map((key) => [
    key,
    new Code(`common.${key}`),
  ]),
) as unknown as Common;
const ROOT = new Code('root') as unknown as Tree;

/**
 * The files of a configuration by their names, in `environments/`.
 * @param hasTree whether `organization.ts` imports the pulled tree
 */
export function filesOf(answers: Answers, { hasTree }: { readonly hasTree: boolean }): Record<string, string> {
  const common = commonOf(answers);
  const environments = environmentsOf(answers, common);
  const { organization } = answers;
  return {
    'common.ts': printCommon(common),
    'index.ts': printIndex(environments.map(({ name }) => name)),
    ...Object.fromEntries(
      environments.map((environment) => [`${environment.name}.ts`, printEnvironment(environment, common)]),
    ),
    ...(organization && {
      'organization.ts': printOrganization(
        organizationOf(organization, answers, {
          root: hasTree ? ROOT : organization.root,
          common: COMMON,
        }),
        { importsRoot: hasTree },
      ),
    }),
  };
}
