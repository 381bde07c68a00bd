import type { Finding } from '../../domain/finding';
import type { Environment, SsmBackup } from '../../environments/schema';
import { backupDocument } from '../../modules/ssm/backup-document';
import { DocumentError } from '../../modules/ssm/document/document-error';

/** Custom steps that do not fit into the document of the SSM backup, at their place in the environment's file (S13). */
export function customStepFindings({ names, ssmBackup }: Pick<Environment, 'names' | 'ssmBackup'>): Finding[] {
  if (ssmBackup === 'none') return [];
  try {
    backupDocument({ automationRoleArn: '', pruneFunctionName: names.pruneFunction, ...ssmBackup });
    return [];
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const taken = error.findings.filter(({ rule }) => rule === 'step-name-not-unique');
    // References to a step that exists twice are found to be wrong too.
    return (taken.length > 0 ? taken.map(nameTaken) : error.findings).map((finding) => ({
      ...finding,
      path: writtenPath(finding.path, ssmBackup),
    }));
  }
}

function nameTaken(finding: Finding): Finding {
  const [, name = ''] = finding.path.split('/');
  return {
    ...finding,
    path: `${finding.path}/name`,
    found: name,
    message: `the document of the SSM backup already has a step ${name}`,
    remedy: 'choose another name',
  };
}

/** `ssmBackup.after.look.inputs.Id` of `mainSteps/look/inputs/Id`. */
function writtenPath(path: string, { before, after }: SsmBackup): string {
  const [, name = '', ...rest] = path.split('/');
  const list = [before, after].find((steps) => steps.some((step) => step.name === name));
  if (list === undefined) return 'ssmBackup';
  return ['ssmBackup', list === before ? 'before' : 'after', name, ...rest].join('.');
}
