/** The progress of the bootstrap of an account. */
export interface Situation {
  /** Whether the state bucket exists. */
  readonly bucket: boolean;
  /** Whether the state of the bootstrap is in it. */
  readonly moved: boolean;
  /** Whether there is a local state with resources. */
  readonly local: boolean;
}

export type StepName = 'synthesize' | 'lay out' | 'initialize' | 'plan' | 'apply' | 'move' | 'verify' | 'clean up';

/** A step of the bootstrap, with a command for a user. */
export interface Step {
  readonly name: StepName;
  readonly command: string;
  readonly done: boolean;
}

/** The folders of the steps. */
export interface BootstrapPlace {
  /** The synthesized folder of the stack. */
  readonly synthesized: string;
  /** Terraform's folder, with the state until it is moved. */
  readonly folder: string;
}

/** Overrides the S3 backend while its bucket does not exist. */
export const BACKEND_OVERRIDE = 'backend_override.tf.json';

/**
 * Every step in order, and whether it is done. Steps that only read, or do nothing the second time, always run again.
 */
export function bootstrapSteps({ moved, local }: Situation, { synthesized, folder }: BootstrapPlace): Step[] {
  const terraform = `terraform -chdir=${folder}`;
  const override = `echo '${JSON.stringify(LOCAL_BACKEND)}' > ${folder}/${BACKEND_OVERRIDE}`;
  const step = (name: StepName, command: string, done = false): Step => ({ name, command, done });
  return [
    step('synthesize', 'npx backupctl synth'),
    step('lay out', `mkdir -p ${folder} && cp -r ${synthesized}/. ${folder}${moved ? '' : ` && ${override}`}`),
    step('initialize', `${terraform} init${moved ? ' -reconfigure' : ''}`),
    step('plan', `${terraform} plan -out=bootstrap.tfplan`),
    step('apply', `${terraform} apply bootstrap.tfplan`),
    step('move', `rm ${folder}/${BACKEND_OVERRIDE} && ${terraform} init -migrate-state -force-copy`, moved),
    step('verify', `${terraform} plan -detailed-exitcode`),
    step('clean up', `rm -r ${folder}`, moved && !local),
  ];
}

/** The backend without a bucket. */
export const LOCAL_BACKEND = { terraform: { backend: { local: {} } } };
