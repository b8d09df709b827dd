"""What does this page do, what does this word mean, what does this code say? One page of help a screen."""
