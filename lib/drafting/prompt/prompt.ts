export { draftPrompt, repairPrompt, revisePrompt, type Prompt } from './requests';
export { PROMPT_VERSION } from './version';
