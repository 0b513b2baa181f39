import { agentRigs } from './agent';
import { aligoRig } from './aligo';
import { nhnRig } from './nhn';
import type { GatewayRig } from './rig';
import { sensRig } from './sens';
import { solapiRig } from './solapi';

/** Every gateway there is, each beside its simulator; the contract suite runs them all. */
export const GATEWAY_RIGS: readonly GatewayRig[] = [solapiRig, nhnRig, sensRig, aligoRig, ...agentRigs];
