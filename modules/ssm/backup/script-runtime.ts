/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html */
export const SCRIPT_RUNTIME = 'python3.11';
