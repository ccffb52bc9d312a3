import { Component, type ReactNode } from "react";

interface Properties {
	readonly children: ReactNode;
	readonly onError: (error: unknown) => void;
}

/**
 * Hands an error in rendering to its owner and draws nothing. Ink's own boundary would draw the error's raw text.
 */
export class ErrorBoundary extends Component<Properties, { failed: boolean }> {
	override state = { failed: false };

	static getDerivedStateFromError(): { failed: boolean } {
		return { failed: true };
	}

	override componentDidCatch(error: unknown): void {
		this.props.onError(error);
	}

	override render(): ReactNode {
		return this.state.failed ? null : this.props.children;
	}
}
