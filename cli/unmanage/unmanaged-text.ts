import { groupedBy } from '../../domain/grouped-by';
import { environmentsFolder } from '../configuration';
import { table } from '../table';
import type { ReleasedStacks } from './release-stacks';

/** What stays in AWS, and the next steps. */
export function unmanagedText(released: ReleasedStacks): string {
  const { environment, file, stacks, resources } = released;
  const accounts = [...groupedBy(resources, ({ account }) => account ?? 'unknown')];
  const tables = accounts.map(([account, own]) => {
    const rows = own.map(({ stack, type, name }) => [stack, type, name ?? '(generated ID)']);
    return `They stay in AWS, in account ${account}:\n\n${table(['STACK', 'TYPE', 'NAME'], rows)}`;
  });
  const count = stacks.length === 1 ? '1 stack' : `${stacks.length} stacks`;
  return [
    `Wrote ${file}: Terraform will forget ${resources.length} resources in ${count} of ${environment}, and destroy none.`,
    ...tables,
    `→ commit ${file}, and apply it: npx backupctl plan --environment ${environment}`,
    afterwards(released),
  ].join('\n\n');
}

function afterwards({ environment, file, stacks, kept, bootstrap: hasBootstrap }: ReleasedStacks): string {
  const folder = environmentsFolder();
  if (kept.length > 0) {
    const roles =
      stacks.includes('ssm-backup') && kept.includes('iam')
        ? ` Leave ssmBackup in ${folder}/${environment}.ts as it is: with 'none', iam would delete the roles that its window and functions use.`
        : '';
    return `Terraform still manages ${kept.join(', ')}. Keep the file: without it, Terraform would create the stacks again.${roles}`;
  }
  const bootstrap = hasBootstrap ? ' The state bucket and the roles of the workflows stay too.' : '';
  if (environment === 'organizations') {
    return `→ once it is applied, delete ${folder}/organization.ts and ${file}.${bootstrap}`;
  }
  return `→ once it is applied, remove ${environment} from ${folder}/index.ts, delete ${folder}/${environment}.ts and ${file}, and run npm run workflows.${bootstrap}`;
}
