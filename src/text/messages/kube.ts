/** What is said about connections and kubeconfigs. */
export const kubeMessages = {
	cancelled: "cancelled",
};
