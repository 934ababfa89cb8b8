import { pressed, rememberStep } from '../services/menus'
import { keepLink } from '../services/recordings'

export type CallEvent =
	| { type: 'call.answered'; callId: string }
	| { type: 'call.dtmf'; callId: string; digit: string }
	| { type: 'call.recording.saved'; callId: string; url: string }

export async function onCallEvent(event: CallEvent): Promise<string> {
	switch (event.type) {
		case 'call.answered':
			await rememberStep(event.callId, [])
			return 'menu'
		case 'call.dtmf':
			return pressed(event.callId, event.digit)
		case 'call.recording.saved':
			await keepLink(event.callId, event.url)
			return 'kept'
	}
}
