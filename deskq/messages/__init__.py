"""The citizen's voice: 137, boxes, complaints, praise, confidential reports; from the first word to the ending."""
